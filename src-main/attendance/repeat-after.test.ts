import { describe, expect, it } from 'vitest'
import { repeatAfterMs } from './repeat-after'

describe('repeatAfterMs', () => {
  it.each([
    [0, 2000],
    [10, 2000],
    [60, 12_000],
    [300, 60_000],
    [86_400, 60_000]
  ])('with a cooldown of %i s offers again after %i ms', (cooldownSeconds, ms) => {
    expect(repeatAfterMs({ cooldownSeconds, alternateWithinHours: 16 })).toBe(ms)
  })
})
