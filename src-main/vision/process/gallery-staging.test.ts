import { describe, expect, it } from 'vitest'
import { createGalleryHash } from './gallery-hash'
import { GalleryStaging } from './gallery-staging'

const model = { id: 'm', version: '1' }
const chunk = (version: number, people: string[]) => ({
  type: 'gallery-chunk' as const,
  version,
  referenceIds: people.map((person, i) => `ref-${person}-${i}`),
  personIds: people,
  names: people.map((person) => person.toUpperCase()),
  templates: Float32Array.from({ length: people.length * 4 }, (_, i) => i + people.length * 100)
})
const hashOf = (...chunks: ReturnType<typeof chunk>[]) => {
  const hash = createGalleryHash()
  for (const one of chunks) hash.add(one)
  return hash.digest()
}
const begin = (version: number) => ({ type: 'gallery-begin' as const, version, model, dimension: 4 })
const commit = (version: number, hash: string) => ({ type: 'gallery-commit' as const, version, hash })

describe('GalleryStaging', () => {
  it('joins the pieces in order and gathers each person once', () => {
    const staging = new GalleryStaging()
    const pieces = [chunk(1, ['ana', 'ana', 'ben']), chunk(1, ['ben', 'cy'])]
    staging.begin(begin(1))
    for (const piece of pieces) staging.add(piece)
    const done = staging.commit(commit(1, hashOf(...pieces)))
    if (!done.ok) throw new Error(done.reason)
    expect(done.templates).toBe(5)
    expect(done.gallery.people).toEqual(
      ['ana', 'ben', 'cy'].map((personId) => ({ personId, name: personId.toUpperCase() }))
    )
    expect([...new Int32Array(done.gallery.owners)]).toEqual([0, 0, 1, 1, 2])
    expect([...new Float32Array(done.gallery.vectors)]).toEqual([...pieces[0]!.templates, ...pieces[1]!.templates])
  })

  it('takes an empty gallery', () => {
    const staging = new GalleryStaging()
    staging.begin(begin(3))
    expect(staging.commit(commit(3, hashOf()))).toMatchObject({
      ok: true,
      templates: 0,
      gallery: { version: 3, people: [] }
    })
  })

  it.each([
    ['a missing piece', (staging: GalleryStaging) => staging.add(chunk(1, ['ana'])), 1],
    ['another version', (staging: GalleryStaging) => staging.begin(begin(2)), 1],
    ['a commit without a beginning', () => undefined, 9]
  ])('refuses %s', (_name, act, version) => {
    const staging = new GalleryStaging()
    staging.begin(begin(1))
    act(staging)
    expect(staging.commit(commit(version, hashOf(chunk(1, ['ana']), chunk(1, ['ben'])))).ok).toBe(false)
  })

  it('leaves out pieces of an upload that was overtaken', () => {
    const staging = new GalleryStaging()
    staging.begin(begin(1))
    staging.add(chunk(1, ['old']))
    staging.begin(begin(2))
    staging.add(chunk(1, ['late']))
    staging.add(chunk(2, ['ana']))
    expect(staging.commit(commit(2, hashOf(chunk(2, ['ana']))))).toMatchObject({
      ok: true,
      gallery: { people: [{ personId: 'ana' }] }
    })
  })
})
