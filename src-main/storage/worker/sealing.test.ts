import { describe, expect, it } from 'vitest'
import { keyIdOf, seal, unseal } from './sealing'

const key = { id: 'per_1', key: new Uint8Array(32).fill(1) }
const place = 'marks/1/note'
const plain = new TextEncoder().encode('a template')

describe('sealing', () => {
  it('opens what it sealed, in memory of its own', () => {
    const opened = unseal(key, place, seal(key, place, plain))
    expect(opened).toEqual(plain)
    expect(opened.buffer.byteLength).toBe(plain.length)
  })

  it('says under which key, and seals the same bytes differently each time', () => {
    const one = seal(key, place, plain)
    expect(keyIdOf(one)).toBe('per_1')
    expect(Buffer.from(one).equals(Buffer.from(seal(key, place, plain)))).toBe(false)
    expect(Buffer.from(one).includes('a template')).toBe(false)
  })

  it('keeps even nothing sealed', () => {
    expect(unseal(key, place, seal(key, place, new Uint8Array()))).toEqual(new Uint8Array())
  })

  it.each([
    ['another key', () => unseal({ ...key, key: new Uint8Array(32).fill(2) }, place, seal(key, place, plain))],
    ['another place', () => unseal(key, 'marks/2/note', seal(key, place, plain))],
    ['another key id', () => unseal(key, place, renamed(seal(key, place, plain)))],
    ['a cut end', () => unseal(key, place, seal(key, place, plain).subarray(0, -1))],
    ['another version', () => unseal(key, place, Uint8Array.from([2, ...seal(key, place, plain).subarray(1)]))],
    ['nothing at all', () => unseal(key, place, new Uint8Array())]
  ])('refuses %s', (_, act) => expect(act).toThrow(expect.objectContaining({ code: 'sealing_failed' })))

  it('refuses every single flipped bit', () => {
    const sealed = seal(key, place, plain)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => unseal(key, place, changed)).toThrow()
    }
  })
})

function renamed(sealed: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(sealed)
  changed[6] = '2'.charCodeAt(0)
  return changed
}
