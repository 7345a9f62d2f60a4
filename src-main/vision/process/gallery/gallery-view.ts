import type { ModelRef } from '../../../../contracts/domain/face'
import type { Candidate, GallerySnapshot } from '../worker/matcher'
import { galleryLayout, headerWords } from './gallery-layout'
import { GalleryMemory } from './gallery-memory'
import { GallerySearch } from './gallery-search'
import { openScanner } from './scanner'
import type { WasmMemory } from './wasm-api'
import { wasmApi } from './wasm-api'

export interface GalleryPerson {
  personId: string
  name: string
}

/** One thread's view of the gallery: the shared templates, and who their owners are. It changes between pictures only. */
export class GalleryView implements GallerySnapshot {
  private readonly search: GallerySearch
  private readonly people: (GalleryPerson | undefined)[] = []
  private readonly owners = new Map<string, number>()

  constructor(
    public version: number,
    readonly model: ModelRef,
    readonly dimension: number,
    private readonly memory: WasmMemory,
    scanner = openScanner(memory, galleryLayout(dimension), wasmApi())
  ) {
    this.search = new GallerySearch(memory, galleryLayout(dimension), scanner)
    this.countUser(1)
  }

  /** Says that this thread will not search here any more. */
  leave(): void {
    this.countUser(-1)
  }

  get size(): number {
    return this.owners.size
  }

  has(personId: string): boolean {
    return this.owners.has(personId)
  }

  /** Who the owner of templates is, from now on; null once there is no such person any more. */
  know(owner: number, person: GalleryPerson | null): void {
    const before = this.people[owner]
    if (before) this.owners.delete(before.personId)
    this.people[owner] = person ?? undefined
    if (person) this.owners.set(person.personId, owner)
  }

  nearest(probe: Float32Array, most: number): Candidate[] {
    return this.search.find(probe, most).flatMap(({ owner, score }) => {
      // The templates of somebody whom this thread has not heard of yet may be there already.
      const person = this.people[owner]
      return person ? [{ ...person, score: Math.min(1, Math.max(-1, score)) }] : []
    })
  }

  private countUser(by: 1 | -1): void {
    Atomics.add(new Int32Array(this.memory.buffer, 0, 16), headerWords.users, by)
  }
}

/** Templates side by side, as benches and tests have them. */
export interface GalleryRows {
  version: number
  model?: ModelRef
  dimension: number
  /** L2-normalised templates, row after row. */
  vectors: Float32Array
  /** Row -> index into `people`. */
  owners: Int32Array
  people: readonly GalleryPerson[]
}

const noModel: ModelRef = { id: 'none', version: '0' }

/** A gallery of one's own, not shared with anybody. */
export function galleryOfRows({ version, model, dimension, vectors, owners, people }: GalleryRows): GalleryView {
  const store = new GalleryMemory(dimension)
  owners.forEach((owner, row) => store.add(vectors.subarray(row * dimension, (row + 1) * dimension), owner))
  const view = new GalleryView(version, model ?? noModel, dimension, store.memory)
  people.forEach((person, owner) => view.know(owner, person))
  return view
}
