import { describe, expect, it } from 'vitest'
import { makeId } from '../../../contracts/domain/ids'
import { createGalleryHash } from './gallery-hash'
import { GalleryKeeper } from './gallery-keeper'
import type { GalleryTemplate } from './gallery-rows'
import { makeDelta } from './gallery-rows'
import { normalise } from './worker/embedder'
import { GalleryShelf } from './worker/gallery-shelf'
import type { ToWorker } from './worker/worker-messages'
import { toWorkerSchema } from './worker/worker-messages'

const model = { id: 'm', version: '1' }
const dimension = 20
const idOf = (person: number) => makeId('person', String(person).padStart(26, '0'))

let seed = 3
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
const vector = () => normalise(Float32Array.from({ length: dimension }, () => random() - 0.5))
const entry = (person: number, template = vector(), name = `P${person}`): GalleryTemplate => ({
  referenceId: `ref_${seed}`,
  personId: idOf(person),
  name,
  template
})

const chunk = (version: number, entries: GalleryTemplate[]) => {
  const { referenceIds, personIds, names, templates } = makeDelta({ base: 0, version, model, people: [] }, entries)
  return { type: 'gallery-chunk' as const, version, referenceIds, personIds, names, templates }
}
const hashOf = (...chunks: ReturnType<typeof chunk>[]) => {
  const hash = createGalleryHash()
  for (const one of chunks) hash.add(one)
  return hash.digest()
}
const begin = (version: number, of = model) => ({ type: 'gallery-begin' as const, version, model: of, dimension })
const commit = (version: number, hash: string) => ({ type: 'gallery-commit' as const, version, hash })

/** A keeper with one thread that listens. */
function open() {
  const shelf = new GalleryShelf(model)
  const told: ToWorker[] = []
  const tell = (message: ToWorker) => {
    told.push(message)
    const parsed = toWorkerSchema.parse(message)
    if (parsed.type === 'gallery-open' || parsed.type === 'gallery-people' || parsed.type === 'gallery-use')
      shelf.note(parsed)
  }
  const pauses: (() => void)[] = []
  const keeper = new GalleryKeeper(tell, () => new Promise((resolve) => pauses.push(resolve)))
  keeper.expect(model)
  const upload = (version: number, ...pieces: GalleryTemplate[][]) => {
    const chunks = pieces.map((entries) => chunk(version, entries))
    keeper.begin(begin(version))
    for (const one of chunks) keeper.add(one)
    return keeper.commit(commit(version, hashOf(...chunks)))
  }
  /** Lets time pass for what waits. */
  const pass = async (times: number) => {
    for (let i = 0; i < times; i++) {
      for (const resume of pauses.splice(0)) resume()
      await Promise.resolve()
    }
  }
  return { keeper, shelf, told, upload, pass }
}

describe('GalleryKeeper with a whole gallery', () => {
  it('joins the pieces, and lets workers search only when it is whole', () => {
    const { keeper, shelf, upload } = open()
    const [ana, ben] = [vector(), vector()]
    const first = chunk(1, [entry(0, ana), entry(0), entry(1)])
    const second = chunk(1, [entry(1, ben), entry(2)])
    keeper.begin(begin(1))
    keeper.add(first)
    keeper.add(second)
    expect(shelf.current).toBeNull()
    expect(keeper.commit(commit(1, hashOf(first, second)))).toEqual({ ok: true, templates: 5, people: 3 })
    expect(shelf.current).toMatchObject({ version: 1, size: 3, model })
    expect(shelf.current?.nearest(ana, 1)).toMatchObject([{ personId: idOf(0), name: 'P0' }])
    expect(shelf.current?.nearest(ben, 1)[0]?.score).toBeCloseTo(1, 4)

    expect(upload(2)).toEqual({ ok: true, templates: 0, people: 0 })
    expect(shelf.current).toMatchObject({ version: 2, size: 0 })
    expect(shelf.current?.has(idOf(0))).toBe(false)
  })

  it.each([
    ['a missing piece', ({ keeper }: ReturnType<typeof open>) => keeper.add(chunk(1, [entry(0)])), 1],
    ['another version', ({ keeper }: ReturnType<typeof open>) => keeper.begin(begin(2)), 1],
    ['another model', ({ keeper }: ReturnType<typeof open>) => keeper.begin(begin(1, { id: 'm', version: '2' })), 1],
    ['a commit without a beginning', () => undefined, 9]
  ])('refuses %s, and the one in use stays', (_name, act, version) => {
    const rig = open()
    const face = vector()
    rig.upload(0, [entry(7, face)])
    try {
      rig.keeper.begin(begin(1))
      act(rig)
    } catch (refusal) {
      // The listening thread refuses what is not its model's by itself.
      expect(refusal).toMatchObject({ code: 'conflict' })
    }
    expect(rig.keeper.commit(commit(version, hashOf(chunk(1, [entry(0)]), chunk(1, [entry(1)])))).ok).toBe(false)
    expect(rig.shelf.current?.nearest(face, 1)[0]?.personId).toBe(idOf(7))
  })

  it('refuses templates of another length than was said', () => {
    const { keeper } = open()
    keeper.begin({ ...begin(1), dimension: 3 })
    const piece = chunk(1, [entry(0)])
    keeper.add(piece)
    expect(keeper.commit(commit(1, hashOf(piece)))).toMatchObject({ ok: false })
  })

  it('wipes a gallery once no thread searches it any more', async () => {
    const { told, upload, pass } = open()
    upload(1, [entry(0), entry(1)])
    const [first] = told
    if (first?.type !== 'gallery-open') throw new Error('no gallery was opened')
    const bytes = () => new Int8Array(first.memory.buffer, 64).reduce((sum, byte) => sum + Math.abs(byte), 0)
    const late = new GalleryShelf(model)
    late.note(first)
    late.note({ type: 'gallery-use', stock: first.stock, version: 1 })
    upload(2, [entry(3)])
    await pass(5)
    expect(bytes()).toBeGreaterThan(0)
    for (const message of told.filter(({ type }) => type !== 'gallery-people'))
      if (message.type === 'gallery-open' || message.type === 'gallery-use') late.note(message)
    await pass(5)
    expect(bytes()).toBe(0)
  })

  it('lets go of pieces of an upload that was given up', () => {
    const { keeper, upload } = open()
    keeper.begin(begin(1))
    keeper.add(chunk(1, [entry(0)]))
    expect(upload(2, [entry(1)])).toEqual({ ok: true, templates: 1, people: 1 })
  })
})

describe('GalleryKeeper with changes', () => {
  const delta = (base: number, version: number, people: number[], entries: GalleryTemplate[]) =>
    makeDelta({ base, version, model, people: people.map(idOf) }, entries)

  it('takes enrolment, another name and erasure, and zeroes what was erased at once', () => {
    const { keeper, shelf, told, upload } = open()
    const [ana, ben, more] = [vector(), vector(), vector()]
    upload(1, [entry(0, ana), entry(1, ben)])
    expect(keeper.change(delta(1, 2, [0, 2], [entry(0, ana, 'Anna'), entry(2, more)]))).toEqual({
      ok: true,
      templates: 3,
      people: 3
    })
    expect(shelf.current).toMatchObject({ version: 2, size: 3 })
    expect(shelf.current?.nearest(ana, 1)[0]).toMatchObject({ personId: idOf(0), name: 'Anna' })
    expect(shelf.current?.nearest(more, 1)[0]).toMatchObject({ personId: idOf(2), name: 'P2' })

    const opened = told.find((message) => message.type === 'gallery-open')
    const bytes = () =>
      new Int8Array(opened!.memory.buffer).reduce((sum, byte) => sum + Math.abs(byte === -1 ? 0 : byte), 0)
    expect(keeper.change(delta(2, 3, [0, 1, 2], []))).toEqual({ ok: true, templates: 0, people: 0 })
    expect(shelf.current).toMatchObject({ version: 3, size: 0 })
    expect(shelf.current?.nearest(ana, 5)).toEqual([])
    // What is left is the header, and owners that say nobody (−1).
    expect(bytes()).toBeLessThan(1000)
  })

  it.each([
    ['for another version', (one: ReturnType<typeof delta>) => ({ ...one, base: 5 })],
    ['of another model', (one: ReturnType<typeof delta>) => ({ ...one, model: { id: 'other', version: '1' } })],
    ['that was damaged', (one: ReturnType<typeof delta>) => ({ ...one, people: [] })],
    [
      'with templates of another length',
      () => makeDelta({ base: 1, version: 2, model, people: [idOf(0)] }, [entry(0, new Float32Array(3))])
    ]
  ])('refuses one %s', (_name, spoil) => {
    const { keeper, shelf, upload } = open()
    const ana = vector()
    upload(1, [entry(0, ana)])
    expect(keeper.change(spoil(delta(1, 2, [0], []))).ok).toBe(false)
    expect(shelf.current?.nearest(ana, 1)[0]?.personId).toBe(idOf(0))
  })

  it('tells threads that start later all that the others know', () => {
    const { keeper, upload } = open()
    const [ana, ben] = [vector(), vector()]
    upload(1, [entry(0, ana), entry(1)])
    keeper.change(delta(1, 2, [1, 2], [entry(2, ben)]))
    const late = new GalleryShelf(model)
    keeper.introduce((message) => {
      if (message.type === 'gallery-open' || message.type === 'gallery-people' || message.type === 'gallery-use')
        late.note(message)
    })
    expect(late.current).toMatchObject({ version: 2, size: 2 })
    expect(late.current?.nearest(ben, 1)[0]?.personId).toBe(idOf(2))
    expect(late.current?.nearest(ana, 1)[0]?.personId).toBe(idOf(0))
  })

  it('answers after any run of changes as a gallery that was sent anew', () => {
    const { keeper, shelf, upload } = open()
    const people = new Map<number, GalleryTemplate[]>()
    const some = () => Math.floor(random() * 60)
    upload(0)
    // An empty gallery has no dimension: the first people come as a whole.
    for (let person = 0; person < 40; person++) people.set(person, [entry(person), entry(person)])
    upload(1, [...people.values()].flat())
    for (let version = 1; version < 120; version++) {
      const concerned = [...new Set([some(), some(), some()])]
      for (const person of concerned) {
        const kept = people.get(person) ?? []
        if (random() < 0.35) people.delete(person)
        else people.set(person, [...kept.slice(0, Math.floor(random() * 3)), entry(person, vector(), `v${version}`)])
      }
      const entries = concerned.flatMap((person) => people.get(person) ?? [])
      const done = keeper.change(delta(version, version + 1, concerned, entries))
      expect(done).toEqual({ ok: true, templates: [...people.values()].flat().length, people: people.size })
    }
    const fresh = open()
    fresh.upload(1, [...people.values()].flat())
    for (let n = 0; n < 50; n++) {
      const probe = vector()
      const byName = (rows: { personId: string; score: number }[] = []) =>
        rows.map(({ personId, score }) => [personId, score])
      expect(byName(shelf.current?.nearest(probe, 5))).toEqual(byName(fresh.shelf.current?.nearest(probe, 5)))
    }
  })
})
