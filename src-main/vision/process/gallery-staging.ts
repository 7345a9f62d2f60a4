import { createGalleryHash } from './gallery-hash'
import type { ToVision } from '../protocol'
import type { ToWorker } from './worker/worker-messages'

type Of<T extends ToVision['type']> = Extract<ToVision, { type: T }>
/** The committed gallery as the workers get it: in shared memory, once for all of them. */
export type SharedGallery = Extract<ToWorker, { type: 'gallery' }>

type Committed = { ok: true; gallery: SharedGallery; templates: number } | { ok: false; reason: string }

/** Collects a gallery that arrives in pieces; the one in use stays until the new one is whole and its hash agrees. */
export class GalleryStaging {
  private staged: {
    version: number
    dimension: number
    rows: Float32Array[]
    owners: number[]
    people: Map<string, { index: number; name: string }>
    hash: ReturnType<typeof createGalleryHash>
  } | null = null

  begin({ version, dimension }: Of<'gallery-begin'>): void {
    this.staged = { version, dimension, rows: [], owners: [], people: new Map(), hash: createGalleryHash() }
  }

  /** Pieces of another version than the one begun last are leftovers of an upload that was given up. */
  add({ version, referenceIds, personIds, names, templates }: Of<'gallery-chunk'>): void {
    const { staged } = this
    if (!staged || staged.version !== version) return
    staged.hash.add({ referenceIds, personIds, templates })
    staged.rows.push(templates)
    personIds.forEach((personId, i) => {
      const person = staged.people.get(personId) ?? { index: staged.people.size, name: names[i] ?? '' }
      staged.people.set(personId, person)
      staged.owners.push(person.index)
    })
  }

  commit({ version, hash }: Of<'gallery-commit'>): Committed {
    const { staged } = this
    if (!staged || staged.version !== version) return { ok: false, reason: 'another version was begun' }
    this.staged = null
    if (staged.hash.digest() !== hash) return { ok: false, reason: 'the hash does not agree' }
    const count = staged.owners.length
    const floats = staged.rows.reduce((sum, row) => sum + row.length, 0)
    if (floats !== count * staged.dimension) return { ok: false, reason: 'templates of another length' }
    const vectors = new SharedArrayBuffer(floats * 4)
    const target = new Float32Array(vectors)
    let at = 0
    for (const row of staged.rows) {
      target.set(row, at)
      at += row.length
    }
    const owners = new SharedArrayBuffer(count * 4)
    new Int32Array(owners).set(staged.owners)
    const people = [...staged.people].map(([personId, { name }]) => ({ personId, name }))
    return {
      ok: true,
      templates: count,
      gallery: { type: 'gallery', version, dimension: staged.dimension, vectors, owners, people }
    }
  }
}
