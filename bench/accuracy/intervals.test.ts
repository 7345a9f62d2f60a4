import { describe, expect, it } from 'vitest'
import { sortScores } from './error-rates'
import { bootstrapEer, canTell, seededRandom, wilson } from './intervals'

describe('intervals', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ])('Wilson of %i in %i', (hits, of, low, high) => {
    const [from, to] = wilson(hits, of)!
    expect([from, to]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)])
  })

  it('has no interval of nothing', () => expect(wilson(0, 0)).toBeNull())

  it('tells of a rate only from three expected errors on', () => {
    expect([canTell(2999, 1e-3), canTell(3000, 1e-3), canTell(29_999, 1e-4)]).toEqual([false, true, false])
  })

  const people = 20
  /** Two pictures each; every fifth person's are as unlike as strangers are. */
  const set = (everyFifth: number) => {
    const pairs: [number, number, number, number][] = []
    for (let a = 0; a < people; a++) {
      pairs.push([a % 5 === 0 ? everyFifth : 0.8, 1, a, a])
      for (let b = a + 1; b < people; b++) pairs.push([(a + b) / 100, 0, a, b])
    }
    return sortScores({
      score: Float32Array.from(pairs, ([score]) => score),
      genuine: Uint8Array.from(pairs, ([, genuine]) => genuine),
      a: Uint32Array.from(pairs, ([, , a]) => a),
      b: Uint32Array.from(pairs, ([, , , b]) => b)
    })
  }

  it('draws identities, the same ones from the same seed', () => {
    const [low, high] = bootstrapEer(set(0.2), people, 200, seededRandom(7))!
    expect(bootstrapEer(set(0.2), people, 200, seededRandom(7))).toEqual([low, high])
    expect(low).toBeGreaterThan(0)
    expect(low).toBeLessThan(0.2)
    expect(high).toBeGreaterThan(0.2)
    expect(high).toBeLessThan(0.5)
  })

  it('claims no more than the rule of three where no draw has an error', () => {
    expect(bootstrapEer(set(0.8), people, 50, seededRandom(7))).toEqual([0, 3 / people])
  })

  it('spreads its numbers evenly', () => {
    const random = seededRandom(3)
    const tenths = Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) tenths[Math.floor(random() * 10)]!++
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})
