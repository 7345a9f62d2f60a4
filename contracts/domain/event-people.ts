import { z } from 'zod'
import { known, origin, who } from './event-parts'

/** Values of what the site keeps about a person besides: text, numbers, yes or no. */
const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const person = who.extend({
  email: known(z.string()),
  phone: known(z.string()),
  /** Where the person came from: an import, a form, the enrolment screen. */
  source: known(z.string()),
  metadata: known(details)
})

export const personCreated = z.object({ person, ...origin })
/** `changes` holds the new value of each field that changed. */
export const personUpdated = z.object({ person, changes: known(details), ...origin })
/** The bare id: whoever was erased has no name any more. */
export const personErased = z.object({ person: z.object({ id: z.string() }), ...origin })

export const referenceCreated = z.object({
  reference_id: z.string(),
  person: who,
  label: known(z.string()),
  /** 0–1. */
  quality_score: known(z.number().min(0).max(1)),
  /** A reference is only ever made of a face. */
  face_detected: z.boolean().default(true),
  /** Id and version, joined by @. */
  model: z.string(),
  processing_time_ms: known(z.number().min(0)),
  ...origin
})
