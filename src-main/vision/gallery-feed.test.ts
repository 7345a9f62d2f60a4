import { describe, expect, it, vi } from 'vitest'
import { makeId } from '../../contracts/domain/ids'
import { silentLog } from '../platform/log'
import { GalleryFeed } from './gallery-feed'
import type { GalleryTemplate } from './process/gallery-rows'
import { GalleryKeeper } from './process/gallery-keeper'
import { GalleryShelf } from './process/worker/gallery-shelf'
import type { ToVision } from './protocol'
import { toVisionSchema } from './protocol'

const model = { id: 'm', version: '1' }
const idOf = (person: number) => makeId('person', String(person).padStart(26, '0'))
const unit = (axis: number) => Float32Array.from({ length: 8 }, (_, i) => (i === axis ? 1 : 0))

/** Storage, a feed, and a keeper with one thread at the other end of the line. */
function rig() {
  const people = new Map<string, GalleryTemplate>()
  const enrol = (person: number, name: string, axis: number) =>
    people.set(idOf(person), { referenceId: `r${person}`, personId: idOf(person), name, template: unit(axis) })
  const shelf = new GalleryShelf(model)
  const keeper = new GalleryKeeper((message) => {
    if (message.type === 'gallery-open' || message.type === 'gallery-people' || message.type === 'gallery-use')
      shelf.note(message)
  })
  const sent: ToVision[] = []
  const line: { spoil: ((message: ToVision) => ToVision) | null } = { spoil: null }
  const post = (message: ToVision) => {
    sent.push(message)
    const parsed = toVisionSchema.parse(line.spoil ? line.spoil(message) : message)
    if (parsed.type === 'gallery-begin') keeper.begin(parsed)
    if (parsed.type === 'gallery-chunk') keeper.add(parsed)
    const done =
      parsed.type === 'gallery-commit'
        ? keeper.commit(parsed)
        : parsed.type === 'gallery-delta'
          ? keeper.change(parsed)
          : null
    if (!done || !('version' in parsed)) return
    // The answer comes over a process's boundary, hence later.
    queueMicrotask(() => (done.ok ? feed.noteApplied(parsed.version) : feed.noteRefused(parsed.version, done.reason)))
  }
  const feed = new GalleryFeed({ post, log: silentLog })
  const read = vi.fn((_model: unknown, ids: string[]) => Promise.resolve(ids.flatMap((id) => people.get(id) ?? [])))
  feed.readFrom(async function* () {
    yield await Promise.resolve([...people.values()])
  }, read)
  const kinds = () => sent.splice(0).map((message) => message.type)
  const names = (axis: number) => shelf.current?.nearest(unit(axis), 1).map(({ name }) => name)
  return { people, enrol, shelf, feed, line, read, kinds, names }
}

const whole = ['gallery-begin', 'gallery-chunk', 'gallery-commit']

describe('GalleryFeed', () => {
  it('sends the whole once, then only who changed', async () => {
    const { people, enrol, shelf, feed, kinds, names } = rig()
    enrol(1, 'Ana', 1)
    feed.open(model)
    await vi.waitFor(() => expect(shelf.current?.size).toBe(1))
    expect(kinds()).toEqual(whole)
    enrol(2, 'Ben', 2)
    enrol(1, 'Anna', 1)
    feed.change([idOf(2), idOf(1)])
    await vi.waitFor(() => expect(names(2)).toEqual(['Ben']))
    expect(names(1)).toEqual(['Anna'])
    expect(kinds()).toEqual(['gallery-delta'])
    people.delete(idOf(1))
    feed.change([idOf(1)])
    await vi.waitFor(() => expect(shelf.current?.has(idOf(1))).toBe(false))
    expect(kinds()).toEqual(['gallery-delta'])
  })

  it('gathers changes while something is under way, and sends many in turns', async () => {
    const { enrol, shelf, feed, kinds, read } = rig()
    enrol(0, 'P0', 0)
    feed.open(model)
    for (let person = 1; person <= 25; person++) {
      enrol(person, `P${person}`, person % 8)
      feed.change([idOf(person), idOf(1)])
    }
    await vi.waitFor(() => expect(shelf.current?.size).toBe(26))
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(3))
    expect(kinds().filter((kind) => kind === 'gallery-delta')).toHaveLength(3)
  })

  it('sends the whole anew where the two disagree', async () => {
    vi.useFakeTimers()
    try {
      const { enrol, shelf, feed, line, kinds, names } = rig()
      enrol(1, 'Ana', 1)
      feed.open(model)
      await vi.waitFor(() => expect(shelf.current?.size).toBe(1))
      kinds()
      line.spoil = (message) => (message.type === 'gallery-delta' ? { ...message, base: message.base + 7 } : message)
      enrol(2, 'Ben', 2)
      feed.change([idOf(2)])
      await vi.advanceTimersByTimeAsync(1000)
      expect(names(2)).toEqual(['Ben'])
      expect(kinds()).toEqual(['gallery-delta', ...whole])
      line.spoil = null
      enrol(3, 'Cy', 3)
      feed.change([idOf(3)])
      await vi.advanceTimersByTimeAsync(0)
      expect(names(3)).toEqual(['Cy'])
      expect(kinds()).toEqual(['gallery-delta'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('begins anew with a new process, and says nothing to none', async () => {
    const { enrol, shelf, feed, kinds } = rig()
    enrol(1, 'Ana', 1)
    feed.change([idOf(1)])
    feed.reload()
    expect(kinds()).toEqual([])
    feed.open(model)
    await vi.waitFor(() => expect(shelf.current?.size).toBe(1))
    feed.close()
    kinds()
    feed.change([idOf(1)])
    expect(kinds()).toEqual([])
    feed.open(model)
    await vi.waitFor(() => expect(kinds()).toEqual(whole))
  })
})
