import { describe, expect, it } from 'vitest'
import { assignPairs } from './assignment'

/** Total worth of the best assignment, by trying all. */
function best(worth: readonly (readonly number[])[], row = 0, used: readonly number[] = []): number {
  if (row === worth.length) return 0
  const alone = best(worth, row + 1, used)
  return worth[row]!.reduce((most, value, column) => {
    if (value <= 0 || used.includes(column)) return most
    return Math.max(most, value + best(worth, row + 1, [...used, column]))
  }, alone)
}

describe('assignPairs', () => {
  it.each<[string, number[][], (number | null)[]]>([
    ['no rows', [], []],
    ['no columns', [[], []], [null, null]],
    ['one pair', [[0.5]], [0]],
    ['no pair of worth', [[0, -1]], [null]],
    ['the best in all', [[0.9, 0.8], [0.85, 0.1]], [1, 0]], // prettier-ignore
    ['more rows than columns', [[0.2], [0.9], [0.4]], [null, 0, null]],
    ['more columns than rows', [[0.1, 0.2, 0.7]], [2]]
  ])('%s', (_name, worth, expected) => {
    expect(assignPairs(worth)).toEqual(expected)
  })

  it('finds the greatest total worth of many tables', () => {
    let seed = 7
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    for (let round = 0; round < 300; round++) {
      const rows = 1 + Math.floor(random() * 5)
      const columns = 1 + Math.floor(random() * 5)
      const worth = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => (random() < 0.3 ? 0 : random()))
      )
      const found = assignPairs(worth)
      const columnsUsed = found.filter((column) => column !== null)
      expect(new Set(columnsUsed).size).toBe(columnsUsed.length)
      const total = found.reduce<number>((sum, column, row) => sum + (column === null ? 0 : worth[row]![column]!), 0)
      expect(total).toBeCloseTo(best(worth), 9)
    }
  })
})
