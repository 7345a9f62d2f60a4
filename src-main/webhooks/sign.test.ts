import { createPublicKey, randomBytes, verify, webcrypto } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Webhook } from 'standardwebhooks'
import type { SignRequestInput } from './sign'
import { generateSecret, keyOf, signRequest, signStandard } from './sign'
import { dialects } from './dialects'
import { vectorPublicKey, vectorSecret, vectorSigningKey } from './vectors'

const bytes = (text: string) => new TextEncoder().encode(text)
const now = () => Math.floor(Date.now() / 1000)

/** The same signature by another implementation (WebCrypto), so that the test does not repeat the source. */
async function independent(key: Uint8Array, signed: Uint8Array): Promise<Buffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await webcrypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
  return Buffer.from(await webcrypto.subtle.sign('HMAC', imported, signed))
}

const base: SignRequestInput = {
  dialect: dialects.standard,
  id: 'evt_1',
  timestampSeconds: now(),
  body: bytes('{"type":"webhook.test","data":{"message":"Grüße ✓"}}'),
  secrets: [vectorSecret],
  keyForm: 'base64',
  signatureFormat: 'bare',
  standardHeaders: true,
  signingKey: null
}
const request = (change: Partial<SignRequestInput> = {}) => signRequest({ ...base, ...change })
const verified = (signed: ReturnType<typeof signRequest>, webhook: Webhook) =>
  webhook.verify(Buffer.from(signed.body), signed.headers)

describe('signStandard', () => {
  it('gives the signature of the vector that the Standard Webhooks libraries publish', () => {
    const headers = signStandard({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: bytes('{"test": 2432232314}'),
      keys: [keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')]
    })
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    })
  })
})

describe('the standard dialect', () => {
  it('is verified by the npm package standardwebhooks', () => {
    expect(verified(request(), new Webhook(vectorSecret))).toMatchObject({ type: 'webhook.test' })
    expect(() => verified(request(), new Webhook(generateSecret(randomBytes)))).toThrow('No matching signature')
    expect(() => verified({ ...request(), body: bytes('{}') }, new Webhook(vectorSecret))).toThrow()
  })

  it('is verified by it in the other key form too, which the package calls raw', () => {
    const signed = request({ keyForm: 'utf8', secrets: ['your-secret-key-min-32-chars'] })
    expect(verified(signed, new Webhook('your-secret-key-min-32-chars', { format: 'raw' }))).toBeDefined()
  })

  it('signs with every secret, so that receivers switch whenever they like', () => {
    const secrets = [generateSecret(randomBytes), generateSecret(randomBytes)]
    const signed = request({ secrets })
    for (const secret of secrets) expect(verified(signed, new Webhook(secret))).toBeDefined()
    expect(signed.headers['webhook-signature']?.split(' ')).toHaveLength(2)
  })

  it('adds an ed25519 signature that its public key proves, and that the package passes over', () => {
    const signed = request({ signingKey: vectorSigningKey })
    const [v1, v1a] = signed.headers['webhook-signature']?.split(' ') ?? []
    expect([v1?.slice(0, 3), v1a?.slice(0, 4)]).toEqual(['v1,', 'v1a,'])
    const raw = Buffer.from(vectorPublicKey.slice('whpk_'.length), 'base64')
    const publicKey = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
      format: 'der',
      type: 'spki'
    })
    const content = Buffer.concat([Buffer.from(`evt_1.${signed.headers['webhook-timestamp']}.`), signed.body])
    const signature = Buffer.from(v1a?.slice('v1a,'.length) ?? '', 'base64')
    expect(verify(null, content, publicKey, signature)).toBe(true)
    expect(verify(null, Buffer.concat([content, bytes(' ')]), publicKey, signature)).toBe(false)
    expect(verified(signed, new Webhook(vectorSecret))).toBeDefined()
  })

  it('refuses to send unsigned', () => {
    expect(() => request({ secrets: [] })).toThrow('without a secret')
    expect(() => request({ secrets: ['plain text'] })).toThrow('whsec_ and base64')
  })
})

describe('a hex header', () => {
  const secret = 'whsec_your_secret_here'
  const change = { dialect: dialects.lead, keyForm: 'utf8', standardHeaders: false, secrets: [secret] } as const

  it('signs the exact bytes with the whole text of the secret, its prefix too', async () => {
    const { headers, body } = request(change)
    const expected = (await independent(bytes(secret), body)).toString('hex')
    expect(headers).toEqual({ 'x-webhook-signature': expected })
    expect(expected).toMatch(/^[0-9a-f]{64}$/)
  })

  it('signs with the bytes inside it where the endpoint says so', async () => {
    const { headers, body } = request({ ...change, keyForm: 'base64', secrets: [vectorSecret] })
    const key = Buffer.from(vectorSecret.slice('whsec_'.length), 'base64')
    expect(headers['x-webhook-signature']).toBe((await independent(key, body)).toString('hex'))
  })

  it('holds one signature while two secrets overlap: that of the first', () => {
    const other = generateSecret(randomBytes)
    expect(request({ ...change, secrets: [secret, other] })).toEqual(request(change))
  })

  it('stands beside the headers of Standard Webhooks where those are wanted too', () => {
    const both = { ...change, standardHeaders: true, secrets: [vectorSecret] }
    const signed = request(both)
    expect(signed.headers['x-webhook-signature']).toBe(
      request({ ...both, standardHeaders: false }).headers['x-webhook-signature']
    )
    expect(verified(signed, new Webhook(vectorSecret))).toBeDefined()
    const plain = request({ ...both, secrets: ['your_secret_here'] })
    expect(verified(plain, new Webhook('your_secret_here', { format: 'raw' }))).toBeDefined()
  })
})

describe('a signature in the body', () => {
  const secret = 'your-secret-key-min-32-chars'
  const change = {
    dialect: dialects['face-service'],
    keyForm: 'utf8',
    standardHeaders: false,
    secrets: [secret]
  } as const

  it('signs the JSON without it; the header signs what is sent', async () => {
    const { body, headers } = request({ ...change, signatureFormat: 'prefixed' })
    const parsed = JSON.parse(Buffer.from(body).toString()) as { signature: string }
    const inner = (await independent(bytes(secret), base.body)).toString('hex')
    expect(parsed).toEqual({
      ...(JSON.parse(Buffer.from(base.body).toString()) as object),
      signature: `sha256=${inner}`
    })
    expect(Object.keys(parsed).at(-1)).toBe('signature')
    expect(headers['x-signature-sha256']).toBe(`sha256=${(await independent(bytes(secret), body)).toString('hex')}`)
    expect(JSON.stringify(parsed)).toBe(Buffer.from(body).toString())
  })

  it('writes the header bare for receivers that compare it so; the body keeps its prefix', () => {
    const prefixed = request({ ...change, signatureFormat: 'prefixed' })
    const bare = request({ ...change, signatureFormat: 'bare' })
    expect(bare.body).toEqual(prefixed.body)
    expect(`sha256=${bare.headers['x-signature-sha256']}`).toBe(prefixed.headers['x-signature-sha256'])
  })

  it('changes with the secret, and the stored bytes do not', () => {
    const stored = Uint8Array.from(base.body)
    const one = request(change)
    const other = request({ ...change, secrets: ['another-secret-of-32-characters-'] })
    expect(one.body).not.toEqual(other.body)
    expect(base.body).toEqual(stored)
  })
})

describe('secrets', () => {
  it('are whsec_ and 32 bytes of base64', () => {
    const source = Uint8Array.from({ length: 32 }, (_, index) => index)
    const secret = generateSecret((size) => source.subarray(0, size))
    expect(secret).toBe('whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=')
    expect([...keyOf(secret)]).toEqual([...source])
    expect([...keyOf(secret, 'utf8')]).toEqual([...bytes(secret)])
  })

  it.each(['', 'whsec_', 'AAECAw==', 'whsec_not base64!', 'whsec_AAECAw', 'whsec_AAEC-w=='])('refuses %j', (text) => {
    expect(() => keyOf(text)).toThrow('whsec_ and base64')
  })
})
