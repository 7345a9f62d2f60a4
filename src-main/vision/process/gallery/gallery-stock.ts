import type { ModelRef } from '../../../../contracts/domain/face'
import { GalleryMemory } from './gallery-memory'

interface Enrolled {
  owner: number
  name: string
  rows: number[]
}

/** A gallery as the vision process keeps it: the shared templates, and whose they are. */
export class GalleryStock {
  readonly store: GalleryMemory
  private readonly people = new Map<string, Enrolled>()
  /** Owners' numbers are never given twice: a thread that has not heard of a change must not name another person. */
  private owners = 0
  templates = 0

  /** @throws RangeError of a dimension that no model has */
  constructor(
    /** Tells the stocks of one process apart. */
    readonly number: number,
    readonly model: ModelRef,
    readonly dimension: number
  ) {
    this.store = new GalleryMemory(dimension)
  }

  get size(): number {
    return this.people.size
  }

  /**
   * Adds one template of a person.
   *
   * @returns the person's number
   * @throws RangeError when the memory is full, or the template is of another length
   */
  add(personId: string, name: string, template: Float32Array): number {
    const known = this.people.get(personId)
    const person = known ?? { owner: this.owners++, name, rows: [] }
    if (!known) this.people.set(personId, person)
    person.rows.push(this.store.change(() => this.store.add(template, person.owner)))
    this.templates++
    return person.owner
  }

  /** Zeroes all templates of a person. Answers the person's number; null of one who has none. */
  remove(personId: string): number | null {
    const person = this.people.get(personId)
    if (!person) return null
    this.store.change(() => {
      for (const row of person.rows) this.store.remove(row)
    })
    this.templates -= person.rows.length
    this.people.delete(personId)
    return person.owner
  }

  *everybody(): Generator<{ owner: number; personId: string; name: string }> {
    for (const [personId, { owner, name }] of this.people) yield { owner, personId, name }
  }
}
