import { describe, expect, it } from 'vitest'
import { formatDelay, formatScore } from './measures'

describe('formatDelay', () => {
  it.each([
    [0, '0 ms'],
    [243.6, '244 ms'],
    [1310, '1.3 s'],
    [59_949, '59.9 s'],
    [240_000, '4 min'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [-1500, '−1.5 s']
  ])('%d ms is %s', (ms, expected) => expect(formatDelay(ms)).toBe(expected))
})

describe('formatScore', () => {
  it('keeps two decimals', () => expect(formatScore(0.6789)).toBe('0.68'))
  it('shows a dash without a score', () => expect(formatScore(null)).toBe('–'))
})
