import { describe, expect, it } from 'vitest'
import { PtsClock } from './pts-clock'

describe('PtsClock', () => {
  it.each<[string, [pts: number, now: number, placed: number][]]>([
    [
      'a steady stream',
      [
        [0, 1000, 1000],
        [200, 1200, 1200]
      ]
    ],
    [
      'one that hiccups',
      [
        [0, 1000, 1000],
        [200, 1290, 1200],
        [400, 1400, 1400]
      ]
    ],
    [
      'a slow first picture',
      [
        [0, 1500, 1500],
        [200, 1220, 1220],
        [400, 1450, 1420]
      ]
    ],
    [
      'a delay that stays: believed after ten seconds',
      [
        [0, 1000, 1000],
        [200, 2200, 1200],
        [20_000, 22_000, 22_000]
      ]
    ],
    [
      'a wall clock set back',
      [
        [0, 90_000, 90_000],
        [200, 5_200, 5_200],
        [400, 5_400, 5_400]
      ]
    ]
  ])('%s', (_name, steps) => {
    const clock = new PtsClock()
    for (const [pts, now, placed] of steps) expect(clock.place(pts, now)).toBe(placed)
  })
})
