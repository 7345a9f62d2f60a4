import { describe, expect, it } from 'vitest'
import { normalise } from './embedder'
import type { GallerySnapshot } from './matcher'
import { matchProbe } from './matcher'

const gallery = (rows: [person: string, vector: number[]][]): GallerySnapshot => {
  const dimension = rows[0]?.[1].length ?? 5
  const people = [...new Set(rows.map(([person]) => person))]
  const vectors = new Float32Array(rows.length * dimension)
  rows.forEach(([, vector], row) => vectors.set(normalise(Float32Array.from(vector)), row * dimension))
  return {
    version: 1,
    dimension,
    vectors,
    owners: Int32Array.from(rows, ([person]) => people.indexOf(person)),
    people: people.map((personId) => ({ personId, name: personId.toUpperCase() }))
  }
}

const probe = (...values: number[]) => normalise(Float32Array.from(values))

describe('matchProbe', () => {
  it('finds nobody in an empty gallery', () => {
    expect(matchProbe(gallery([]), probe(1, 0, 0, 0, 0))).toEqual({ best: null, second: null })
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
    expect(match.second?.score).toBeCloseTo(Math.SQRT1_2)
  })

  it('agrees with a plain search over random templates', () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5
    const rows = Array.from({ length: 200 }, (_, i): [string, number[]] => [
      `p${i % 60}`,
      Array.from({ length: 511 }, random)
    ])
    const all = gallery(rows)
    for (let n = 0; n < 20; n++) {
      const wanted = probe(...Array.from({ length: 511 }, random))
      const byPerson = new Map<string, number>()
      rows.forEach(([person], row) => {
        const cosine = all.vectors.subarray(row * 511, (row + 1) * 511).reduce((sum, v, i) => sum + v * wanted[i]!, 0)
        byPerson.set(person, Math.max(byPerson.get(person) ?? -2, cosine))
      })
      const [first, second] = [...byPerson].sort((a, b) => b[1] - a[1])
      const match = matchProbe(all, wanted)
      expect([match.best?.personId, match.second?.personId]).toEqual([first?.[0], second?.[0]])
      expect(match.best?.score).toBeCloseTo(first?.[1] ?? NaN, 5)
    }
  })
})
