import { describe, expect, it } from 'vitest'
import type { GalleryTemplate } from './gallery-upload'
import { fittingPeople, uploadGallery } from './gallery-upload'
import { GalleryKeeper } from './process/gallery-keeper'
import type { ToVision } from './protocol'
import { galleryChunkBytes, toVisionSchema } from './protocol'

const crockford = '0123456789abcdefghjkmnpqrstvwxyz'
const ulidOf = (n: number) => `${crockford[n >> 5]}${crockford[n & 31]}`.padStart(26, '0')
const entry = (n: number): GalleryTemplate => ({
  referenceId: `ref_${ulidOf(n)}`,
  personId: `per_${ulidOf(n >> 1)}`,
  name: `P${n >> 1}`,
  template: new Float32Array(512).fill(n)
})
async function* pages(count: number, size: number) {
  for (let at = 0; at < count; at += size)
    yield Array.from({ length: Math.min(size, count - at) }, (_, i) => entry(at + i))
}
const model = { id: 'm', version: '1' }

describe('uploadGallery', () => {
  it.each([
    [0, 200],
    [1, 200],
    [700, 200],
    [700, 700]
  ])('%i templates in pages of %i arrive whole, in messages that the protocol allows', async (count, size) => {
    const sent: ToVision[] = []
    expect(
      await uploadGallery(
        () => pages(count, size),
        model,
        4,
        (message) => sent.push(message),
        () => true
      )
    ).toBe(true)
    const keeper = new GalleryKeeper(() => undefined)
    let done: ReturnType<GalleryKeeper['commit']> | null = null
    for (const message of sent.map((one) => toVisionSchema.parse(one))) {
      if (message.type === 'gallery-begin') keeper.begin(message)
      if (message.type === 'gallery-chunk') {
        expect(message.templates.byteLength).toBeLessThanOrEqual(galleryChunkBytes)
        keeper.add(message)
      }
      if (message.type === 'gallery-commit') done = keeper.commit(message)
    }
    expect(done).toEqual({ ok: true, templates: count, people: Math.ceil(count / 2) })
  })

  it('ends without a commit when a newer upload overtakes it', async () => {
    const sent: ToVision[] = []
    let asked = 0
    expect(
      await uploadGallery(
        () => pages(700, 200),
        model,
        4,
        (message) => sent.push(message),
        () => ++asked < 3
      )
    ).toBe(false)
    expect(sent.map((message) => message.type)).toEqual(['gallery-begin', 'gallery-chunk', 'gallery-chunk'])
  })
})

describe('fittingPeople', () => {
  const big = (person: string) => ({ ...entry(0), personId: person, template: new Float32Array(50_000) })

  it.each([
    ['stops before what is too much', ['a', 'b', 'c', 'd'], [big('a'), big('c'), big('c'), big('d')], ['a', 'b']],
    ['takes one at least', ['a'], [big('a'), big('a'), big('a')], ['a']],
    ['takes all who are gone', ['a', 'b'], [], ['a', 'b']]
  ])('%s', (_name, people, entries, fitting) => {
    expect(fittingPeople(people, entries)).toEqual(fitting)
  })
})
