import { describe, expect, it } from 'vitest'
import { batchCompleted, pagesOf } from './event-batches'

const batch = {
  batch_id: 'batch_1',
  kind: 'verification' as const,
  total_images: 500,
  created_at: '2026-01-27T05:47:06.000Z',
  processed_images: 500,
  successful: 500,
  failed: 0,
  completed_at: '2026-01-27T05:48:06.000Z',
  site_id: 'site_1',
  node_id: 'node_1'
}
const results = (count: number, name = '') =>
  Array.from({ length: count }, (_, index) => ({ image_id: `${name}${index}`, success: true, score: 0.5 }))

describe('pagesOf', () => {
  it('spreads results over events in their order, with the totals in each', () => {
    const pages = pagesOf({ ...batch, results: results(500) })
    expect(pages.map(({ page, pages: of, results: on }) => [page, of, on.length])).toEqual([
      [1, 3, 200],
      [2, 3, 200],
      [3, 3, 100]
    ])
    expect(pages.flatMap((page) => page.results)).toEqual(results(500))
    expect(pages.every((page) => batchCompleted.parse(page).total_images === 500)).toBe(true)
  })

  it('keeps pages small where names of pictures are long', () => {
    const pages = pagesOf({ ...batch, results: results(500, 'ß'.repeat(1000)) })
    expect(Math.max(...pages.map((page) => JSON.stringify(page.results).length))).toBeLessThan(81_000)
    expect(pages.flatMap((page) => page.results)).toHaveLength(500)
    expect(pagesOf({ ...batch, results: results(1, 'x'.repeat(200_000)) })).toHaveLength(1)
  })

  it('is one page for nothing', () => {
    expect(pagesOf({ ...batch, results: [] })).toEqual([{ ...batch, results: [], page: 1, pages: 1 }])
  })
})
