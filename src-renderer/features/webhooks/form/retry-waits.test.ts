import { describe, expect, it } from 'vitest'
import { retryWaits } from './retries-section'

describe('retryWaits', () => {
  it.each([
    ['the dialect as it is', 4, null, [5, 10, 20], [5, 10, 20]],
    ['fewer attempts', 2, null, [5, 10, 20], [5]],
    ['more attempts than the dialect names: the last one doubles on', 6, null, [5, 10, 20], [5, 10, 20, 40, 80]],
    ['a first delay of the operator', 4, 3, [5, 10, 20], [3, 6, 12]],
    ['one attempt', 1, null, [5], []]
  ])('%s', (_name, attempts, first, delays, expected) => {
    expect(retryWaits(attempts, first, delays)).toEqual(expected)
  })
})
