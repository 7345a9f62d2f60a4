import type { ModelRef } from '../../../contracts/domain/face'
import type { ToVision } from '../protocol'
import { hashOfDelta } from './gallery-hash'

export interface GalleryTemplate {
  referenceId: string
  personId: string
  name: string
  /** L2-normalised, of the model's dimension. */
  template: Float32Array
}

export type GalleryDelta = Extract<ToVision, { type: 'gallery-delta' }>

/** One message with all that these people have now, `entries`, in place of what they had in version `base`. */
export function makeDelta(
  about: { base: number; version: number; model: ModelRef; people: string[] },
  entries: readonly GalleryTemplate[]
): GalleryDelta {
  const delta = { ...about, ...rowsOf(entries) }
  return { type: 'gallery-delta', ...delta, hash: hashOfDelta(delta) }
}

/** Templates side by side, as they travel. */
export function rowsOf(entries: readonly GalleryTemplate[]) {
  const dimension = entries[0]?.template.length ?? 0
  const templates = new Float32Array(entries.length * dimension)
  entries.forEach((entry, row) => templates.set(entry.template, row * dimension))
  return {
    referenceIds: entries.map((entry) => entry.referenceId),
    personIds: entries.map((entry) => entry.personId),
    names: entries.map((entry) => entry.name),
    templates
  }
}
