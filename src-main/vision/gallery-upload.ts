import type { ModelRef } from '../../contracts/domain/face'
import { createGalleryHash } from './process/gallery-hash'
import type { ToVision } from './protocol'
import { galleryChunkBytes } from './protocol'

export interface GalleryTemplate {
  referenceId: string
  personId: string
  name: string
  /** L2-normalised, of the model's dimension. */
  template: Float32Array
}

/** Reads the gallery of one embedding space anew, a page at a time. */
export type GallerySource = (model: ModelRef) => AsyncIterable<GalleryTemplate[]>

/**
 * Sends a whole gallery in pieces of at most 512 kB, then the hash over all of it.
 *
 * @param isCurrent asked between pieces; an upload that was overtaken by a newer one ends quietly
 * @returns whether it was sent to the end
 */
export async function uploadGallery(
  source: GallerySource,
  model: ModelRef,
  version: number,
  post: (message: ToVision) => void,
  isCurrent: () => boolean
): Promise<boolean> {
  const hash = createGalleryHash()
  let begun = false
  for await (const page of source(model)) {
    for (const part of split(page)) {
      if (!isCurrent()) return false
      const dimension = part[0]?.template.length ?? 0
      if (!begun) post({ type: 'gallery-begin', version, model, dimension })
      begun = true
      const templates = new Float32Array(part.length * dimension)
      part.forEach((entry, row) => templates.set(entry.template, row * dimension))
      const ids = {
        referenceIds: part.map((entry) => entry.referenceId),
        personIds: part.map((entry) => entry.personId)
      }
      hash.add({ ...ids, templates })
      post({ type: 'gallery-chunk', version, ...ids, names: part.map((entry) => entry.name), templates })
    }
  }
  if (!isCurrent()) return false
  // An empty gallery has no template to take the dimension from, and needs none.
  if (!begun) post({ type: 'gallery-begin', version, model, dimension: 1 })
  post({ type: 'gallery-commit', version, hash: hash.digest() })
  return true
}

function* split(page: readonly GalleryTemplate[]): Generator<readonly GalleryTemplate[]> {
  const bytes = page[0]?.template.byteLength ?? 1
  const size = Math.max(1, Math.floor(galleryChunkBytes / bytes))
  for (let at = 0; at < page.length; at += size) yield page.slice(at, at + size)
}
