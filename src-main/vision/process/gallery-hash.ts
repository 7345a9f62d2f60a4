import { createHash } from 'node:crypto'

/** The rows of one chunk, in the order in which they are hashed. */
export interface HashedRows {
  referenceIds: readonly string[]
  personIds: readonly string[]
  names: readonly string[]
  templates: Float32Array
}

/** SHA-256 over all rows of a gallery as they were sent: both sides keep one and compare at the commit. */
export function createGalleryHash(): { add(rows: HashedRows): void; digest(): string } {
  const hash = createHash('sha256')
  return {
    add({ referenceIds, personIds, names, templates }) {
      hash.update(JSON.stringify([referenceIds, personIds, names]))
      hash.update(new Uint8Array(templates.buffer, templates.byteOffset, templates.byteLength))
    },
    digest: () => hash.digest('hex')
  }
}

/** The same over a change: what it is to be applied to, who is concerned, and the rows they have now. */
export function hashOfDelta(delta: HashedRows & { base: number; version: number; people: readonly string[] }): string {
  const { base, version, people, referenceIds, personIds, names, templates } = delta
  const hash = createHash('sha256')
  hash.update(JSON.stringify([base, version, people, referenceIds, personIds, names]))
  hash.update(new Uint8Array(templates.buffer, templates.byteOffset, templates.byteLength))
  return hash.digest('hex')
}
