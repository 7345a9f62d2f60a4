import { z } from 'zod'
import { directionSchema } from './camera'
import { boxSchema, faceQualitySchema, modelRefSchema, refusalSchema } from './face'
import { cameraIdSchema, cropIdSchema, markIdSchema, personIdSchema, sightingIdSchema, trackIdSchema } from './ids'

export { refusalSchema, type Refusal } from './face'

/**
 * The verdict over a track as it leaves the vision process. It is resent until storage acknowledges its id, so that none
 * is lost between processes. Times are epoch milliseconds; `capturedAt` belongs to the deciding frame.
 */
export const sightingSchema = z.object({
  id: sightingIdSchema,
  cameraId: cameraIdSchema,
  trackId: trackIdSchema,
  verdict: z.enum(['recognized', 'stranger', 'spoof']),
  personId: personIdSchema.nullable(),
  /** Cosine, −1 to 1. */
  score: z.number().nullable(),
  secondScore: z.number().nullable(),
  threshold: z.number(),
  refusal: refusalSchema.nullable(),
  liveness: z.object({
    score: z.number().min(0).max(1).nullable(),
    isLive: z.boolean().nullable(),
    frames: z.number().int()
  }),
  quality: faceQualitySchema,
  model: modelRefSchema,
  galleryVersion: z.number().int(),
  /** First picture in which the track was seen. */
  firstSeenAt: z.number(),
  capturedAt: z.number(),
  /** Presentation time of the deciding frame in the source's own clock, milliseconds since the stream began. */
  framePtsMs: z.number(),
  decidedAt: z.number(),
  box: boxSchema,
  frameWidth: z.number().int().positive(),
  frameHeight: z.number().int().positive(),
  /** JPEG of the face with some surroundings; null where the site keeps no pictures. */
  crop: z.instanceof(Uint8Array).nullable()
})
export type Sighting = z.infer<typeof sightingSchema>

export const decisionSchema = z.enum([
  'marked',
  'cooldown',
  'stranger',
  'spoof',
  'liveness_required',
  'no_consent',
  /** The person is suspended, has left, or the day is outside the dates for which they are valid. */
  'suspended',
  'left',
  'not_valid',
  'person_gone',
  'camera_gone'
])
export type Decision = z.infer<typeof decisionSchema>

export const markSourceSchema = z.enum(['camera', 'manual'])
export type MarkSource = z.infer<typeof markSourceSchema>

/** Stands for the camera of a mark that an operator entered. */
export const manualCamera = { id: 'manual', name: 'Entered by hand' } as const

/** One attendance mark. `seq` is the order of record; clocks may jump, it does not. */
export const markSchema = z.object({
  id: markIdSchema,
  seq: z.number().int(),
  personId: personIdSchema,
  personName: z.string(),
  externalId: z.string(),
  cameraId: cameraIdSchema,
  cameraName: z.string(),
  direction: directionSchema,
  /** When the person came or went: what every report goes by, however late the rest follows. */
  capturedAt: z.number(),
  /** When recognition or an operator decided; null for marks of before this was kept. */
  decidedAt: z.number().nullable(),
  recordedAt: z.number(),
  /** `manual` was entered by an operator; its camera is `manual` then. */
  source: markSourceSchema,
  /** The mark in whose place this one counts. */
  corrects: markIdSchema.nullable(),
  /** Set once a correction ended it: it stays, and no longer counts. */
  ended: z
    .object({ kind: z.enum(['change', 'void']), author: z.string(), reason: z.string().nullable(), at: z.number() })
    .nullable(),
  score: z.number().nullable(),
  livenessScore: z.number().nullable(),
  sightingId: sightingIdSchema.nullable(),
  cropId: cropIdSchema.nullable()
})
export type Mark = z.infer<typeof markSchema>

/** A sighting as it was stored, with what came of it: the row of the live feed. */
export const recordedSightingSchema = sightingSchema.omit({ crop: true, box: true }).extend({
  cameraName: z.string(),
  personName: z.string().nullable(),
  decision: decisionSchema,
  cropId: cropIdSchema.nullable(),
  recordedAt: z.number(),
  direction: directionSchema.nullable()
})
export type RecordedSighting = z.infer<typeof recordedSightingSchema>
