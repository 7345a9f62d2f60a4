import { z } from 'zod'
import { decisionSchema, markSourceSchema } from './attendance'
import { directionSchema } from './camera'
import { bboxSchema, iso, known, match, matchScaleSchema, origin, streamSchema, where, who } from './event-parts'

const seen = { camera: where, captured_at: iso }

export const attendanceRecorded = z.object({
  mark_id: z.string(),
  sequence: z.number().int(),
  person: who,
  ...seen,
  direction: directionSchema,
  recorded_at: iso,
  ...match,
  threshold: z.number().nullable(),
  match_scale: known(matchScaleSchema),
  liveness: z.object({ score: z.number().nullable(), is_live: z.boolean().nullable() }),
  sighting_id: z.string().nullable(),
  /** `manual`: an operator entered it. Events of before this was told came from cameras. */
  source: markSourceSchema.default('camera'),
  /** The mark in whose place this one counts. */
  corrects: known(z.string()),
  stream: streamSchema,
  ...origin
})

export const personRecognized = z.object({
  sighting_id: z.string(),
  person: who,
  ...seen,
  decision: decisionSchema,
  ...match,
  threshold: z.number(),
  match_scale: known(matchScaleSchema),
  bbox: known(bboxSchema),
  stream: streamSchema,
  ...origin
})

export const strangerDetected = z.object({
  sighting_id: z.string(),
  ...seen,
  /** Cosine of the enrolled person whom the face resembles most. */
  best_score: z.number().nullable(),
  threshold: z.number(),
  match_scale: known(matchScaleSchema),
  bbox: known(bboxSchema),
  stream: streamSchema,
  ...origin
})

/** Faces in view of a camera, whoever they are; at most one such event a camera in any few seconds. */
export const faceDetected = z.object({
  ...seen,
  faces: z.array(z.object({ track_id: known(z.string()), bbox: bboxSchema, detection_score: known(z.number()) })),
  stream: streamSchema,
  ...origin
})

export const cameraChanged = z.object({
  camera: where,
  state: z.string(),
  problem: z.string().nullable(),
  at: iso,
  stream: streamSchema,
  ...origin
})
