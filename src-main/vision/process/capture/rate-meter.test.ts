import { describe, expect, it } from 'vitest'
import { RateMeter } from './rate-meter'

describe('RateMeter', () => {
  it.each([
    ['nothing', [], 1000, 0],
    ['a single event', [0], 1000, 0],
    ['a young meter', [0, 200, 400], 400, 5],
    ['a steady stream', Array.from({ length: 51 }, (_, i) => i * 200), 10_000, 5],
    ['one that went quiet', Array.from({ length: 26 }, (_, i) => i * 200), 30_000, 0]
  ])('%s', (_name, times, now, expected) => {
    let clock = 0
    const meter = new RateMeter(() => clock)
    for (const time of times) {
      clock = time
      meter.count()
    }
    clock = now
    expect(meter.perSecond()).toBeCloseTo(expected, 1)
  })
})
