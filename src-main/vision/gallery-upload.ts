import type { ModelRef } from '../../contracts/domain/face'
import { createGalleryHash } from './process/gallery-hash'
import type { GalleryTemplate } from './process/gallery-rows'
import { rowsOf } from './process/gallery-rows'
import type { ToVision } from './protocol'
import { galleryChunkBytes } from './protocol'

export type { GalleryTemplate } from './process/gallery-rows'

/** Reads the gallery of one embedding space anew, a page at a time. */
export type GallerySource = (model: ModelRef) => AsyncIterable<GalleryTemplate[]>
/** Reads all templates that these people have in one embedding space; none of those who are gone. */
export type GalleryPeopleSource = (model: ModelRef, personIds: string[]) => Promise<GalleryTemplate[]>

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
      if (!begun) post({ type: 'gallery-begin', version, model, dimension: part[0]?.template.length ?? 1 })
      begun = true
      const rows = rowsOf(part)
      hash.add(rows)
      post({ type: 'gallery-chunk', version, ...rows })
    }
  }
  if (!isCurrent()) return false
  // An empty gallery has no template to take the dimension from, and needs none.
  if (!begun) post({ type: 'gallery-begin', version, model, dimension: 1 })
  post({ type: 'gallery-commit', version, hash: hash.digest() })
  return true
}

/** The first people of those given whose templates fit one message, at least one. */
export function fittingPeople(people: readonly string[], entries: readonly GalleryTemplate[]): string[] {
  const bytes = new Map<string, number>()
  for (const { personId, template } of entries) bytes.set(personId, (bytes.get(personId) ?? 0) + template.byteLength)
  let sum = 0
  const until = people.findIndex((personId) => (sum += bytes.get(personId) ?? 0) > galleryChunkBytes)
  return people.slice(0, until < 0 ? people.length : Math.max(1, until))
}

function* split(page: readonly GalleryTemplate[]): Generator<readonly GalleryTemplate[]> {
  const bytes = page[0]?.template.byteLength ?? 1
  const size = Math.max(1, Math.floor(galleryChunkBytes / bytes))
  for (let at = 0; at < page.length; at += size) yield page.slice(at, at + size)
}
