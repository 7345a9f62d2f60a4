import type { ModelRef } from '../../../../contracts/domain/face'
import { MusterError } from '../../../../contracts/result'

/** The enrolled templates of one embedding space. While a picture is judged, it stays as it is. */
export interface GallerySnapshot {
  /** Another number after each change. */
  readonly version: number
  readonly model: ModelRef
  /** Numbers of a template. */
  readonly dimension: number
  /** People with templates. */
  readonly size: number
  has(personId: string): boolean
  /**
   * Exact search (graph indexes lose strangers): each person counts with the best of their templates, best first.
   *
   * @throws RangeError of a probe of another length or with numbers that are none
   */
  nearest(probe: Float32Array, most: number): Candidate[]
}

export interface Candidate {
  personId: string
  name: string
  /** Cosine of the person's best template, −1 to 1. */
  score: number
}

/** Best and second-best person, null where there is none, and all that were asked for, best first. */
export interface Match {
  best: Candidate | null
  second: Candidate | null
  top: readonly Candidate[]
}

/** People in a match. */
const mostCandidates = 5

/**
 * Whom a face resembles most.
 *
 * @param probe L2-normalised template
 * @param model of the probe; left out where it is the gallery's by construction
 * @throws MusterError `conflict` of a probe from another embedding space: its numbers mean something else
 */
export function matchProbe(gallery: GallerySnapshot, probe: Float32Array, model?: ModelRef): Match {
  if (model && !isSameModel(model, gallery.model)) {
    throw new MusterError('conflict', 'Templates of different recognition models cannot be compared.', {
      probe: `${model.id}@${model.version}`,
      gallery: `${gallery.model.id}@${gallery.model.version}`
    })
  }
  if (gallery.size === 0) return { best: null, second: null, top: [] }
  if (probe.length !== gallery.dimension) {
    throw new MusterError('conflict', 'A template of another length cannot be compared.', {
      probe: probe.length,
      gallery: gallery.dimension
    })
  }
  const top = gallery.nearest(probe, mostCandidates)
  return { best: top[0] ?? null, second: top[1] ?? null, top }
}

export const isSameModel = (a: ModelRef, b: ModelRef): boolean => a.id === b.id && a.version === b.version
