import { createHmac, createPrivateKey, sign } from 'node:crypto'
import { MusterError } from '../../contracts/result'
import type { Dialect } from './dialects/dialect'

const prefix = 'whsec_'
const secretBytes = 32

/** The header names that belong to the signer: nothing else may set them. */
export const signatureHeaderNames = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const

/** What of a secret's text is the HMAC key: all of it in UTF-8, its prefix too, or what is base64 after `whsec_`. */
export type KeyForm = 'utf8' | 'base64'
/** Of the dialects with a hex signature: the form of the header's value. */
export type SignatureFormat = 'prefixed' | 'bare'

/** A new secret: `whsec_` and the base64 of 32 random bytes (the specification asks for 24 to 64). */
export function generateSecret(randomBytes: (size: number) => Uint8Array): string {
  return prefix + Buffer.from(randomBytes(secretBytes)).toString('base64')
}

/** The bytes inside a `whsec_` secret; null when it is anything else. */
function bytesInside(secret: string): Uint8Array | null {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : ''
  const key = Buffer.from(encoded, 'base64')
  // Node skips characters that are not base64, which would sign with a key that no receiver has.
  return key.length > 0 && key.toString('base64') === encoded ? key : null
}

/** The HMAC key of a secret. Throws `invalid_input`, without the secret's text, when it has no such form. */
export function keyOf(secret: string, form: KeyForm = 'base64'): Uint8Array {
  const key = form === 'utf8' ? Buffer.from(secret, 'utf8') : bytesInside(secret)
  if (key === null || key.length === 0) {
    throw new MusterError('invalid_input', 'A signing secret of this key form is whsec_ and base64.')
  }
  return key
}

/**
 * The key of the Standard Webhooks headers beside a guide's own: what is base64 in a `whsec_` secret, as the libraries read
 * it, even where the guide's header takes the whole text; all of the text of any other secret (their `raw` format).
 */
const keyBeside = (secret: string, form: KeyForm): Uint8Array =>
  keyOf(secret, form === 'utf8' && bytesInside(secret) === null ? 'utf8' : 'base64')

const hmac = (key: Uint8Array, ...parts: (string | Uint8Array)[]) =>
  parts.reduce<ReturnType<typeof createHmac>>((mac, part) => mac.update(part), createHmac('sha256', key))

export interface StandardSigningInput {
  /** Stays the same over all attempts: receivers drop duplicates by it. */
  id: string
  /** Unix seconds of this attempt. */
  timestampSeconds: number
  /** The exact bytes that are sent. */
  body: Uint8Array
  /** HMAC keys; each signs, so that receivers may switch at any time while two secrets overlap. */
  keys: readonly Uint8Array[]
  /** PKCS#8 PEM of an ed25519 key, whose signature follows as `v1a`; null for none. */
  signingKey?: string | null
}

/** The three headers of Standard Webhooks: HMAC-SHA256 and ed25519 over `id.timestamp.body`, base64, after `v1,` and `v1a,`. */
export function signStandard(input: StandardSigningInput): Record<(typeof signatureHeaderNames)[number], string> {
  const { id, body, keys, signingKey } = input
  const timestamp = String(Math.floor(input.timestampSeconds))
  const head = `${id}.${timestamp}.`
  const signatures = keys.map((key) => `v1,${hmac(key, head, body).digest('base64')}`)
  if (signingKey) {
    const signature = sign(null, Buffer.concat([Buffer.from(head), body]), createPrivateKey(signingKey))
    signatures.push(`v1a,${signature.toString('base64')}`)
  }
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

export interface SignRequestInput extends Pick<StandardSigningInput, 'id' | 'timestampSeconds' | 'signingKey'> {
  dialect: Pick<Dialect, 'signatureHeader' | 'embedSignature'>
  /** As it was rendered and stored. */
  body: Uint8Array
  /** The first signs where there is room for one signature; all of them in the headers of Standard Webhooks. */
  secrets: readonly string[]
  keyForm: KeyForm
  signatureFormat: SignatureFormat
  /** Whether the headers of Standard Webhooks are sent, alone or beside the dialect's own. */
  standardHeaders: boolean
}

/**
 * Signs one attempt.
 *
 * @returns the bytes to send, which are the stored ones but where the dialect signs inside them, and the headers that sign
 *   exactly those bytes, lower-case. Throws `internal` without a secret: nothing goes out unsigned
 */
export function signRequest(input: SignRequestInput): { body: Uint8Array; headers: Record<string, string> } {
  const { dialect, secrets, keyForm } = input
  const [first] = secrets
  if (first === undefined) throw new MusterError('internal', 'A delivery cannot be signed without a secret.')
  const hex = (bytes: Uint8Array) => hmac(keyOf(first, keyForm), bytes).digest('hex')

  const body = dialect.embedSignature?.(input.body, hex) ?? input.body
  const headers: Record<string, string> = {}
  if (dialect.signatureHeader !== null) {
    headers[dialect.signatureHeader] = `${input.signatureFormat === 'prefixed' ? 'sha256=' : ''}${hex(body)}`
  }
  if (!input.standardHeaders && dialect.signatureHeader !== null) return { body, headers }

  const form = dialect.signatureHeader === null ? keyOf : keyBeside
  const keys = secrets.map((secret) => form(secret, keyForm))
  return { body, headers: { ...headers, ...signStandard({ ...input, body, keys }) } }
}
