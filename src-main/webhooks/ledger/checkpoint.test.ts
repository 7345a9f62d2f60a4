import { createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Checkpoint } from './checkpoint'
import { canonicalCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint'
import { generateSigningKey, privateKeyFrom, privateKeyText, publicKeyFrom, publicKeyText } from './signing-key'

const pem = generateSigningKey()
const publicKey = publicKeyFrom(publicKeyText(pem))

const checkpoint: Checkpoint = {
  siteId: 'site_a',
  nodeId: 'node_b',
  at: 1_790_000_000_000,
  count: 7,
  head: 'ab'.repeat(32),
  sequences: { wh_2: 3, wh_1: 4312 }
}

describe('checkpoint', () => {
  it('is signed over a text that does not depend on the order of its endpoints', () => {
    expect(canonicalCheckpoint(checkpoint)).toBe(
      `["muster-checkpoint-1","site_a","node_b",1790000000000,7,"${'ab'.repeat(32)}",[["wh_1",4312],["wh_2",3]]]`
    )
    const signed = signCheckpoint(checkpoint, pem)
    expect(Object.keys(signed.sequences)).toEqual(['wh_1', 'wh_2'])
    expect(verifyCheckpoint(signed, publicKey)).toBe(true)
    expect(verifyCheckpoint({ ...signed, sequences: { wh_2: 3, wh_1: 4312 } }, publicKey)).toBe(true)
  })

  it('fails with another key and after any change of a byte', () => {
    const signed = signCheckpoint(checkpoint, createPrivateKey(pem))
    expect(verifyCheckpoint(signed, publicKeyFrom(publicKeyText(generateSigningKey())))).toBe(false)
    const text = JSON.stringify(signed)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), (index, code) => {
        const changed = text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1)
        fc.pre(changed !== text)
        expect(verifies(changed)).toBe(false)
      }),
      { numRuns: 2000 }
    )
  })
})

/** As a verifier reads it: text that does not parse into this form proves nothing. */
function verifies(text: string): boolean {
  try {
    const signed = JSON.parse(text) as ReturnType<typeof signCheckpoint>
    return signed.format === 'muster-checkpoint-1' && verifyCheckpoint(signed, publicKey)
  } catch {
    return false
  }
}

describe('signing keys', () => {
  it('come and go as Standard Webhooks writes them', () => {
    expect(publicKeyText(pem)).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/)
    expect(privateKeyFrom(privateKeyText(pem))).toBe(pem)
    expect(privateKeyText(pem)).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/)
    const seedOnly = `whsk_${Buffer.from(privateKeyText(pem).slice(5), 'base64').subarray(0, 32).toString('base64')}`
    expect(privateKeyFrom(seedOnly)).toBe(pem)
    expect(publicKeyText(publicKey)).toBe(publicKeyText(createPrivateKey(pem)))
  })

  it.each(['', 'whpk_', 'whpk_AAAA', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])('refuses %j', (text) => {
    expect(() => publicKeyFrom(text)).toThrow('whpk_')
    expect(() => privateKeyFrom(text)).toThrow('whsk_')
  })

  it('refuses halves that do not belong together', () => {
    const one = Buffer.from(privateKeyText(pem).slice(5), 'base64').subarray(0, 32)
    const other = Buffer.from(publicKeyText(generateSigningKey()).slice(5), 'base64')
    expect(() => privateKeyFrom(`whsk_${Buffer.concat([one, other]).toString('base64')}`)).toThrow('belong together')
  })
})
