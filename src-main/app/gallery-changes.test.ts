import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { galleryPages } from '../gallery/snapshot'
import { silentLog } from '../platform/log'
import type { TestSite } from '../storage/worker/test-site'
import { makeTestSite, testConsent, testModel, testReference } from '../storage/worker/test-site'
import { GalleryFeed } from '../vision/gallery-feed'
import { GalleryKeeper } from '../vision/process/gallery-keeper'
import { GalleryShelf } from '../vision/process/worker/gallery-shelf'
import type { ToVision } from '../vision/protocol'
import { toVisionSchema } from '../vision/protocol'

let site: TestSite
beforeEach(() => void (site = makeTestSite()))
afterEach(() => site.dispose())

let seed = 5
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
const vector = () => Float32Array.from({ length: 8 }, () => random() - 0.5)

/** What recognition knows of a site: the real storage at one end, one searching thread at the other. */
function recognition() {
  const { methods } = site.openReader()
  const shelf = new GalleryShelf(testModel)
  const keeper = new GalleryKeeper((message) => {
    if (message.type === 'gallery-open' || message.type === 'gallery-people' || message.type === 'gallery-use')
      shelf.note(message)
  })
  const sent: ToVision['type'][] = []
  const feed = new GalleryFeed({
    log: silentLog,
    post: (given) => {
      const message = toVisionSchema.parse(given)
      sent.push(message.type)
      if (message.type === 'gallery-begin') keeper.begin(message)
      if (message.type === 'gallery-chunk') keeper.add(message)
      if (message.type !== 'gallery-commit' && message.type !== 'gallery-delta') return
      const done = message.type === 'gallery-commit' ? keeper.commit(message) : keeper.change(message)
      queueMicrotask(() =>
        done.ok ? feed.noteApplied(message.version) : feed.noteRefused(message.version, done.reason)
      )
    }
  })
  const reader = {
    galleryPage: (query: Parameters<typeof methods.galleryPage>[0]) => Promise.resolve(methods.galleryPage(query))
  }
  feed.readFrom(
    (model) => galleryPages(reader, model),
    (model, personIds) => Promise.resolve(methods.galleryOf({ model, personIds }))
  )
  feed.open(testModel)
  const nearest = (probe: Float32Array) =>
    shelf.current?.nearest(probe, 5).map(({ personId, name, score }) => [personId, name, score])
  return { feed, shelf, sent, nearest }
}

describe('changes of people', () => {
  it('reach recognition one by one, as if the whole gallery had been read anew', async () => {
    const { api } = site.openWriter()
    const enrol = (personId: string | null, name: string) =>
      api.enrol({
        personId,
        person: personId === null ? { name, externalId: '' } : null,
        consent: testConsent,
        references: [{ ...testReference(), template: vector(), crop: null }]
      })
    const people = new Map<string, string[]>()
    const add = async (personId: string | null, name: string) => {
      const { person, references } = (await enrol(personId, name)).value
      people.set(person.id, [...(people.get(person.id) ?? []), ...references.map(({ id }) => id)])
      return person.id
    }
    for (let i = 0; i < 12; i++) await add(null, `P${i}`)

    const live = recognition()
    await vi.waitFor(() => expect(live.shelf.current?.size).toBe(12))
    for (let step = 0; step < 60; step++) {
      const ids = [...people.keys()]
      const who = ids[Math.floor(random() * ids.length)]!
      const what = random()
      let changed = who
      if (what < 0.25) changed = await add(null, `new ${step}`)
      else if (what < 0.5) await add(who, '')
      else if (what < 0.65) await api.updatePerson(who, { name: `renamed ${step}`, externalId: '' })
      else if (what < 0.85) {
        const [reference, ...others] = people.get(who) ?? []
        if (reference) await api.removeReference(reference)
        people.set(who, others)
      } else {
        await api.erasePerson(who)
        people.delete(who)
      }
      live.feed.change([changed])
    }
    const fresh = recognition()
    const withTemplates = [...people.values()].filter((references) => references.length > 0).length
    await vi.waitFor(() => expect(fresh.shelf.current?.size).toBe(withTemplates))
    await vi.waitFor(() =>
      expect(live.nearest(new Float32Array(8).fill(1))).toEqual(fresh.nearest(new Float32Array(8).fill(1)))
    )
    for (let n = 0; n < 20; n++) {
      const probe = vector()
      expect(live.nearest(probe)).toEqual(fresh.nearest(probe))
    }
    expect(live.sent.filter((type) => type === 'gallery-commit')).toHaveLength(1)
  })
})
