import { describe, expect, it } from 'vitest'
import type { GalleryRows } from '../gallery/gallery-view'
import { galleryOfRows } from '../gallery/gallery-view'
import { normalise } from './embedder'
import { matchProbe } from './matcher'

const model = { id: 'm', version: '1' }
const rowsOf = (rows: [person: string, vector: number[]][]): GalleryRows => {
  const dimension = rows[0]?.[1].length ?? 5
  const people = [...new Set(rows.map(([person]) => person))]
  const vectors = new Float32Array(rows.length * dimension)
  rows.forEach(([, vector], row) => vectors.set(normalise(Float32Array.from(vector)), row * dimension))
  return {
    version: 1,
    model,
    dimension,
    vectors,
    owners: Int32Array.from(rows, ([person]) => people.indexOf(person)),
    people: people.map((personId) => ({ personId, name: personId.toUpperCase() }))
  }
}
const gallery = (rows: [person: string, vector: number[]][]) => galleryOfRows(rowsOf(rows))

const probe = (...values: number[]) => normalise(Float32Array.from(values))

describe('matchProbe', () => {
  it('finds nobody in an empty gallery', () => {
    expect(matchProbe(gallery([]), probe(1, 0, 0, 0, 0))).toEqual({ best: null, second: null, top: [] })
  })

  it('has no second where one person is enrolled, however many templates they have', () => {
    const match = matchProbe(
      gallery([
        ['ana', [1, 0, 0, 0, 0]],
        ['ana', [0, 1, 0, 0, 0]]
      ]),
      probe(1, 0, 0, 0, 0)
    )
    expect(match.best).toMatchObject({ personId: 'ana', name: 'ANA' })
    expect(match.best?.score).toBeCloseTo(1)
    expect(match.second).toBeNull()
    expect(match.top).toEqual([match.best])
  })

  it('ranks people by their best template and never names one person twice', () => {
    const match = matchProbe(
      gallery([
        ['ana', [0, 0, 0, 0, 1]],
        ['ben', [1, 1, 0, 0, 0]],
        ['ana', [1, 0, 0, 0, 0]],
        ['ana', [1, 0.1, 0, 0, 0]],
        ['cy', [0, 0, 1, 0, 0]]
      ]),
      probe(1, 0, 0, 0, 0)
    )
    expect(match.best?.personId).toBe('ana')
    expect(match.best?.score).toBeCloseTo(1)
    expect(match.second?.personId).toBe('ben')
    expect(match.second?.score).toBeCloseTo(Math.SQRT1_2, 4)
    expect(match.top.map(({ personId }) => personId)).toEqual(['ana', 'ben', 'cy'])
  })

  it('agrees with a plain search over random templates', () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5
    const rows = rowsOf(
      Array.from({ length: 200 }, (_, i): [string, number[]] => [`p${i % 60}`, Array.from({ length: 511 }, random)])
    )
    const all = galleryOfRows(rows)
    for (let n = 0; n < 20; n++) {
      const wanted = probe(...Array.from({ length: 511 }, random))
      const byPerson = new Map<string, number>()
      rows.owners.forEach((owner, row) => {
        const cosine = rows.vectors.subarray(row * 511, (row + 1) * 511).reduce((sum, v, i) => sum + v * wanted[i]!, 0)
        byPerson.set(`p${owner}`, Math.max(byPerson.get(`p${owner}`) ?? -2, cosine))
      })
      const ranked = [...byPerson].sort((a, b) => b[1] - a[1]).slice(0, 5)
      const match = matchProbe(all, wanted)
      expect(match.top.map(({ personId }) => personId)).toEqual(ranked.map(([person]) => person))
      match.top.forEach(({ score }, i) => expect(score).toBeCloseTo(ranked[i]![1], 4))
      expect([match.best, match.second]).toEqual(match.top.slice(0, 2))
    }
  })

  it('refuses a probe of another model or length by name', () => {
    const all = gallery([['ana', [1, 0, 0, 0, 0]]])
    expect(() => matchProbe(all, probe(1, 0, 0, 0, 0), { id: 'm', version: '2' })).toThrow(
      expect.objectContaining({ code: 'conflict', details: { probe: 'm@2', gallery: 'm@1' } })
    )
    expect(() => matchProbe(all, probe(1, 0, 0))).toThrow(expect.objectContaining({ code: 'conflict' }))
    expect(matchProbe(all, probe(1, 0, 0, 0, 0), model).best?.personId).toBe('ana')
  })
})
