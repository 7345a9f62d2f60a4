import { createHmac } from 'node:crypto'
import { MusterError } from '../../contracts/result'

const prefix = 'whsec_'
const secretBytes = 32

/** The header names that belong to the signer: nothing else may set them. */
export const signatureHeaderNames = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const

/** A new secret: `whsec_` and the base64 of 32 random bytes (the specification asks for 24 to 64). */
export function generateSecret(randomBytes: (size: number) => Uint8Array): string {
  return prefix + Buffer.from(randomBytes(secretBytes)).toString('base64')
}

/** The HMAC key inside a `whsec_` secret. Throws `invalid_input`, without the secret's text, when it is malformed. */
export function keyOf(secret: string): Uint8Array {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : ''
  const key = Buffer.from(encoded, 'base64')
  // Node skips characters that are not base64, which would sign with a key that no receiver has.
  if (key.length === 0 || key.toString('base64') !== encoded) {
    throw new MusterError('invalid_input', 'A signing secret is whsec_ and base64.')
  }
  return key
}

export interface SigningInput {
  /** Stays the same over all attempts: receivers drop duplicates by it. */
  id: string
  /** Unix seconds of this attempt. */
  timestampSeconds: number
  /** The exact bytes that are sent. */
  body: Uint8Array
  /** `whsec_` secrets, newest first; each signs, so that receivers may switch at any time while two overlap. */
  secrets: readonly string[]
}

/** The three headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, base64, `v1,` before each. */
export function signStandard(input: SigningInput): Record<(typeof signatureHeaderNames)[number], string> {
  const { id, body, secrets } = input
  if (secrets.length === 0) throw new MusterError('internal', 'A delivery cannot be signed without a secret.')
  const timestamp = String(Math.floor(input.timestampSeconds))
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body)
    return `v1,${mac.digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
