import type { KeyObject } from 'node:crypto'
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { MusterError } from '../../../contracts/result'

const publicPrefix = 'whpk_'
const privatePrefix = 'whsk_'
const keyBytes = 32

/** DER headers of a raw ed25519 key (RFC 8410): what follows is its 32 bytes. */
const spkiHeader = Buffer.from('302a300506032b6570032100', 'hex')
const pkcs8Header = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A site's new ed25519 key as PKCS#8 PEM, which is what is sealed and what signs. */
export const generateSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

/** `whpk_` and base64 of the 32 bytes, as Standard Webhooks writes a public key. Takes either half, as PEM or KeyObject. */
export function publicKeyText(key: string | KeyObject): string {
  const spki = publicHalf(key).export({ format: 'der', type: 'spki' })
  return publicPrefix + spki.subarray(spkiHeader.length).toString('base64')
}

function publicHalf(key: string | KeyObject): KeyObject {
  if (typeof key === 'string') return createPublicKey(key)
  return key.type === 'private' ? createPublicKey(key.export({ format: 'pem', type: 'pkcs8' })) : key
}

/** Reads `whpk_…`. Throws `invalid_input` when it is anything else. */
export function publicKeyFrom(text: string): KeyObject {
  const raw = bytesAfter(publicPrefix, text.trim(), [keyBytes])
  return createPublicKey({ key: Buffer.concat([spkiHeader, raw]), format: 'der', type: 'spki' })
}

/** `whsk_` and base64 of seed and public key, as Standard Webhooks writes a private key. */
export function privateKeyText(pem: string): string {
  const seed = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Header.length)
  const raw = publicHalf(pem).export({ format: 'der', type: 'spki' }).subarray(spkiHeader.length)
  return privatePrefix + Buffer.concat([seed, raw]).toString('base64')
}

/** Reads `whsk_…`, of the seed alone or with the public key behind it, into PKCS#8 PEM. Throws `invalid_input`, without the text. */
export function privateKeyFrom(text: string): string {
  const raw = bytesAfter(privatePrefix, text.trim(), [keyBytes, 2 * keyBytes])
  const der = Buffer.concat([pkcs8Header, raw.subarray(0, keyBytes)])
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
  if (raw.length > keyBytes && privateKeyText(pem) !== text.trim())
    throw new MusterError('invalid_input', 'The two halves of this signing key do not belong together.')
  return pem
}

function bytesAfter(prefix: string, text: string, lengths: number[]): Buffer {
  const encoded = text.startsWith(prefix) ? text.slice(prefix.length) : ''
  const raw = Buffer.from(encoded, 'base64')
  if (!lengths.includes(raw.length) || raw.toString('base64') !== encoded)
    throw new MusterError('invalid_input', `A key here is ${prefix} and the base64 of an ed25519 key.`)
  return raw
}
