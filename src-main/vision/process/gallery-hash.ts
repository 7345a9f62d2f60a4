import { createHash } from 'node:crypto'

/** The rows of one chunk, in the order in which they are hashed. */
export interface HashedRows {
  referenceIds: readonly string[]
  personIds: readonly string[]
  templates: Float32Array
}

/** SHA-256 over all rows of a gallery as they were sent: both sides keep one and compare at the commit. */
export function createGalleryHash(): { add(rows: HashedRows): void; digest(): string } {
  const hash = createHash('sha256')
  return {
    add({ referenceIds, personIds, templates }) {
      hash.update(JSON.stringify([referenceIds, personIds]))
      hash.update(new Uint8Array(templates.buffer, templates.byteOffset, templates.byteLength))
    },
    digest: () => hash.digest('hex')
  }
}
