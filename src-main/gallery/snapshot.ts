import type { ModelRef } from '../../contracts/domain/face'
import type { GalleryEntry, StorageReader } from '../storage/api'

/** 200 templates of 512 floats are 410 kB: below the 512 kB at which one message begins to block main. */
const pageSize = 200

/** The whole gallery of one model, a page at a time, in order of reference id. */
export async function* galleryPages(
  reader: Pick<StorageReader, 'galleryPage'>,
  model: ModelRef
): AsyncGenerator<GalleryEntry[]> {
  let after: string | null = null
  for (;;) {
    const entries: GalleryEntry[] = await reader.galleryPage({ model, afterReferenceId: after, limit: pageSize })
    if (entries.length > 0) yield entries
    if (entries.length < pageSize) return
    after = entries[entries.length - 1]!.referenceId
  }
}
