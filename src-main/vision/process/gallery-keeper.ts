import type { ModelRef } from '../../../contracts/domain/face'
import type { ToVision } from '../protocol'
import { GalleryStock } from './gallery/gallery-stock'
import { createGalleryHash, hashOfDelta } from './gallery-hash'
import { isSameModel } from './worker/matcher'
import type { ToWorker } from './worker/worker-messages'

type Of<T extends ToVision['type']> = Extract<ToVision, { type: T }>

type Applied = { ok: true; templates: number; people: number } | { ok: false; reason: string }

/** Between looks at whether a retired gallery is still searched, ms. */
const lookMs = 200
const waitIdly = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
/** People in one message to a worker. */
const peopleAtOnce = 1000

/**
 * Keeps the gallery of the process. A whole one arrives in pieces, each written to shared memory as it comes, so that no
 * turn of the loop has much to do; the one in use stays until the new one is whole and its hash agrees. Changes of a few
 * people are then written in place. Workers only hear whose the templates are.
 */
export class GalleryKeeper {
  private inUse: { stock: GalleryStock; version: number } | null = null
  private coming: { stock: GalleryStock; version: number; hash: ReturnType<typeof createGalleryHash> } | null = null
  private trouble: string | null = null
  private stocks = 0
  private model: ModelRef | null = null

  /** @param tell reaches all workers */
  constructor(
    private readonly tell: (message: ToWorker) => void,
    private readonly wait: (ms: number) => Promise<void> = waitIdly
  ) {}

  /** Templates of other models are refused from here on. */
  expect(model: ModelRef): void {
    this.model = model
  }

  begin({ version, model, dimension }: Of<'gallery-begin'>): void {
    this.trouble = this.model && !isSameModel(model, this.model) ? `of the model ${model.id}@${model.version}` : null
    if (this.coming) void this.retire(this.coming.stock)
    const stock = new GalleryStock(++this.stocks, model, dimension)
    this.coming = { stock, version, hash: createGalleryHash() }
    this.tell(opening(stock))
  }

  /** Pieces of another version than the one begun last are leftovers of an upload that was given up. */
  add(chunk: Of<'gallery-chunk'>): void {
    const { coming } = this
    if (!coming || coming.version !== chunk.version || this.trouble) return
    coming.hash.add(chunk)
    try {
      this.tell(people(coming.stock, addRows(coming.stock, chunk)))
    } catch (thrown) {
      this.trouble = String(thrown)
    }
  }

  commit({ version, hash }: Of<'gallery-commit'>): Applied {
    const { coming, trouble } = this
    if (!coming || coming.version !== version) return { ok: false, reason: 'another version was begun' }
    this.coming = null
    const reason = trouble ?? (coming.hash.digest() === hash ? null : 'the hash does not agree')
    const retired = reason === null ? this.inUse?.stock : coming.stock
    if (retired) void this.retire(retired)
    if (reason !== null) return { ok: false, reason }
    this.inUse = { stock: coming.stock, version }
    return this.use()
  }

  /** All rows that the people of a delta had go, and are zeros before this returns; those given are all they have now. */
  change(delta: Of<'gallery-delta'>): Applied {
    const { inUse } = this
    if (!inUse || inUse.version !== delta.base) return { ok: false, reason: 'it is for another version' }
    const { stock } = inUse
    if (!isSameModel(delta.model, stock.model)) return { ok: false, reason: 'it is of another model' }
    if (hashOfDelta(delta) !== delta.hash) return { ok: false, reason: 'the hash does not agree' }
    if (delta.templates.length !== delta.referenceIds.length * stock.dimension)
      return { ok: false, reason: 'templates of another length' }
    const news = new Map<number, PersonNews>()
    for (const personId of delta.people) {
      const owner = stock.remove(personId)
      if (owner !== null) news.set(owner, { personId, name: null })
    }
    try {
      for (const [owner, person] of addRows(stock, delta)) news.set(owner, person)
    } catch (thrown) {
      // What was removed stays removed; the whole gallery follows a refusal.
      inUse.version = -1
      return { ok: false, reason: String(thrown) }
    }
    inUse.version = delta.version
    this.tell(people(stock, news))
    return this.use()
  }

  /** Tells a thread that was started later all that the others know. */
  introduce(tell: (message: ToWorker) => void): void {
    const { inUse, coming } = this
    for (const known of [inUse, coming]) {
      if (!known) continue
      tell(opening(known.stock))
      let news = new Map<number, PersonNews>()
      for (const { owner, personId, name } of known.stock.everybody()) {
        news.set(owner, { personId, name })
        if (news.size < peopleAtOnce) continue
        tell(people(known.stock, news))
        news = new Map()
      }
      tell(people(known.stock, news))
      if (known === inUse) tell({ type: 'gallery-use', stock: known.stock.number, version: known.version })
    }
  }

  /** Templates do not stay in memory that nobody searches: who was erased may be among them. */
  private async retire({ store }: GalleryStock): Promise<void> {
    do await this.wait(lookMs)
    while (store.users > 0)
    for (const _ of store.wipe()) await this.wait(0)
  }

  private use(): Applied {
    if (!this.inUse) return { ok: false, reason: 'there is no gallery' }
    const { stock, version } = this.inUse
    this.tell({ type: 'gallery-use', stock: stock.number, version })
    return { ok: true, templates: stock.templates, people: stock.size }
  }
}

interface PersonNews {
  personId: string
  /** Null of somebody who has no templates any more. */
  name: string | null
}

/** @throws RangeError as `GalleryStock.add` does */
function addRows(
  stock: GalleryStock,
  rows: Pick<Of<'gallery-chunk'>, 'personIds' | 'names' | 'templates'>
): Map<number, PersonNews> {
  const { dimension } = stock
  if (rows.templates.length !== rows.personIds.length * dimension) throw new RangeError('templates of another length')
  const news = new Map<number, PersonNews>()
  rows.personIds.forEach((personId, row) => {
    const name = rows.names[row] ?? ''
    news.set(stock.add(personId, name, rows.templates.subarray(row * dimension, (row + 1) * dimension)), {
      personId,
      name
    })
  })
  return news
}

const opening = (stock: GalleryStock): ToWorker => ({
  type: 'gallery-open',
  stock: stock.number,
  model: stock.model,
  dimension: stock.dimension,
  memory: stock.store.memory
})

const people = (stock: GalleryStock, news: ReadonlyMap<number, PersonNews>): ToWorker => ({
  type: 'gallery-people',
  stock: stock.number,
  owners: [...news.keys()],
  personIds: Array.from(news.values(), ({ personId }) => personId),
  names: Array.from(news.values(), ({ name }) => name)
})
