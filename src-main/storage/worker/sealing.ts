import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { MusterError } from '../../../contracts/result'

/** AES-256 key with the name under which it is kept. */
export interface DataKey {
  /** ASCII, 1–255 characters. */
  id: string
  /** 32 bytes. */
  key: Uint8Array
}

/** Where an envelope lives, as `table/row/column`: bytes moved to another place do not open there. */
export type Place = `${string}/${string}/${string}`

const version = 1
const nonceLength = 12
const tagLength = 16

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D, 96-bit random nonce). Packed as
 * `version (1) | length of keyId (1) | keyId | nonce (12) | ciphertext | tag (16)`; header and place are authenticated.
 */
export function seal(
  key: DataKey,
  place: Place,
  plain: Uint8Array,
  draw: (size: number) => Uint8Array = randomBytes
): Uint8Array {
  const id = Buffer.from(key.id, 'ascii')
  const header = Buffer.concat([Buffer.from([version, id.length]), id])
  const nonce = draw(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce).setAAD(additional(header, place))
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The bytes that were sealed, in memory of their own. Throws `sealing_failed` for a wrong key, place or changed bytes. */
export function unseal(key: DataKey, place: Place, sealed: Uint8Array): Uint8Array {
  const { header, rest } = split(sealed)
  const end = rest.length - tagLength
  if (end < nonceLength) throw damaged(place)
  const decipher = createDecipheriv('aes-256-gcm', key.key, rest.subarray(0, nonceLength))
  decipher.setAAD(additional(header, place)).setAuthTag(rest.subarray(end))
  try {
    const opened = decipher.update(rest.subarray(nonceLength, end))
    decipher.final()
    // A Buffer may be a window on a pool shared with other values; what leaves here is copied between threads whole.
    return Uint8Array.from(opened)
  } catch {
    throw damaged(place)
  }
}

/** Name of the key under which an envelope was sealed. */
export function keyIdOf(sealed: Uint8Array): string {
  return split(sealed).keyId
}

function split(sealed: Uint8Array): { header: Uint8Array; keyId: string; rest: Uint8Array } {
  const length = sealed[1]
  if (sealed[0] !== version || length === undefined || sealed.length < 2 + length + nonceLength + tagLength) {
    throw new MusterError(
      'sealing_failed',
      'A sealed value in the database is not one that this version of Muster reads.'
    )
  }
  const header = sealed.subarray(0, 2 + length)
  return { header, keyId: Buffer.from(header.subarray(2)).toString('ascii'), rest: sealed.subarray(2 + length) }
}

const additional = (header: Uint8Array, place: Place): Uint8Array => Buffer.concat([header, Buffer.from(place, 'utf8')])

const damaged = (place: Place): MusterError =>
  new MusterError('sealing_failed', 'A sealed value does not open: it was changed or belongs to another key.', {
    table: place.slice(0, place.indexOf('/'))
  })
