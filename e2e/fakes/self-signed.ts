import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, der, oid, pem, sequence, setOf, text, utcTime } from './der'

const dayMs = 86_400_000
const commonName = '550403'
const ecdsaWithSha256 = '2a8648ce3d040302'

/**
 * The certificate of a camera that made it itself, for localhost, and its key, both as PEM (RFC 5280, version 1 without
 * extensions). Made anew at each run, so that no key lies in the project.
 */
export function selfSignedIdentity(now = Date.now()): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(ecdsaWithSha256))
  const name = sequence(setOf(sequence(oid(commonName), text('localhost'))))
  const serial = randomBytes(8)
  // A number of DER is signed: one that began with a set bit would be negative, with a zero byte too long.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const body = sequence(
    der(0x02, serial),
    algorithm,
    name,
    sequence(utcTime(now - dayMs), utcTime(now + 30 * dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' })
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', sequence(body, algorithm, bits(sign('sha256', body, privateKey))))
  }
}
