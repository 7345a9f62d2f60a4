import { randomBytes, webcrypto } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateSecret, keyOf, signStandard } from './sign'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The same signature by another implementation (WebCrypto), so that the test does not repeat the source. */
async function independent(secret: string, id: string, timestamp: number, body: Uint8Array): Promise<string> {
  const raw = Uint8Array.from(atob(secret.replace('whsec_', '')), (char) => char.charCodeAt(0))
  const key = await webcrypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signed = new Uint8Array([...bytes(`${id}.${timestamp}.`), ...body])
  const mac = new Uint8Array(await webcrypto.subtle.sign('HMAC', key, signed))
  return `v1,${btoa(String.fromCharCode(...mac))}`
}

describe('signStandard', () => {
  it('gives the signature of the vector that the Standard Webhooks libraries publish', () => {
    const headers = signStandard({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: bytes('{"test": 2432232314}'),
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
    })
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    })
  })

  it('signs with every active secret, newest first', async () => {
    const secrets = [generateSecret(randomBytes), generateSecret(randomBytes)]
    const body = bytes('{"type":"webhook.test","data":{"message":"Grüße ✓"}}')
    const headers = signStandard({ id: 'evt_1', timestampSeconds: 1_800_000_000.9, body, secrets })
    const expected = await Promise.all(secrets.map((secret) => independent(secret, 'evt_1', 1_800_000_000, body)))
    expect(headers['webhook-signature']).toBe(expected.join(' '))
    expect(headers['webhook-timestamp']).toBe('1800000000')
  })

  it('refuses to send unsigned', () => {
    expect(() => signStandard({ id: 'evt_1', timestampSeconds: 1, body: bytes('{}'), secrets: [] })).toThrow()
  })
})

describe('secrets', () => {
  it('are whsec_ and 32 bytes of base64', () => {
    const source = Uint8Array.from({ length: 32 }, (_, index) => index)
    const secret = generateSecret((size) => source.subarray(0, size))
    expect(secret).toBe('whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=')
    expect([...keyOf(secret)]).toEqual([...source])
  })

  it.each(['', 'whsec_', 'AAECAw==', 'whsec_not base64!', 'whsec_AAECAw', 'whsec_AAEC-w=='])('refuses %j', (text) => {
    expect(() => keyOf(text)).toThrow('whsec_ and base64')
  })
})
