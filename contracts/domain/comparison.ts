import { z } from 'zod'
import { boxSchema, faceQualitySchema } from './face'
import { personIdSchema, sessionIdSchema } from './ids'
import type { MatchLevels } from './model-pack'

/**
 * How sure a comparison is, by bounds of the model pack: `high`, `medium` and `low` are the cosines that one stranger in
 * 100,000, 10,000 and 1,000 reaches on the pack's own test sets; below them it is `none`.
 */
export const matchLevelSchema = z.enum(['high', 'medium', 'low', 'none'])
export type MatchLevel = z.infer<typeof matchLevelSchema>

/** A pack that names no bounds can only tell a match (`low`) from none. */
export function matchLevelOf(score: number, levels: MatchLevels | null, verifyThreshold: number): MatchLevel {
  if (levels === null) return score >= verifyThreshold ? 'low' : 'none'
  if (score >= levels.high) return 'high'
  if (score >= levels.medium) return 'medium'
  return score >= levels.low ? 'low' : 'none'
}

/** What to do about a picture that shows more than one face. */
export const severalFacesSchema = z.enum(['largest', 'refuse'])

/** What to do about a face that is too poor to be enrolled: refuse the match, or only report its quality. */
export const poorQualitySchema = z.enum(['refuse', 'report'])

/** Why two faces were not compared, or were not taken for one person. */
export const comparisonFailureSchema = z.enum([
  'probe_face_not_found',
  'reference_face_not_found',
  'probe_several_faces',
  'reference_several_faces',
  'probe_quality_too_low',
  'reference_quality_too_low',
  /** The claimed person has no template that the running models could compare with. */
  'reference_not_enrolled',
  'score_below_threshold',
  /** The picture looks like a print or a screen. */
  'liveness_failed',
  /** Liveness was asked for, and cannot be told of this picture or by these models. */
  'liveness_unknown'
])
export type ComparisonFailure = z.infer<typeof comparisonFailureSchema>

/** The anti-spoofing model's word on one picture. One picture says less than a camera's many: no certified PAD. */
export const stillLivenessSchema = z.object({
  /** Probability of a live face, 0–1; null where the pack has no such model or the face is too small for it. */
  score: z.number().min(0).max(1).nullable(),
  isLive: z.boolean().nullable(),
  threshold: z.number().min(0).max(1),
  /** By the distance to the threshold; never `high` on a single picture. */
  confidence: z.enum(['medium', 'low']),
  reason: z.enum(['below_threshold', 'face_too_small', 'not_supported']).nullable()
})
export type StillLiveness = z.infer<typeof stillLivenessSchema>

export const comparedFaceSchema = z.object({ box: boxSchema, quality: faceQualitySchema, faces: z.number().int() })
/** The face that was compared, and how many the picture shows. */
export type ComparedFace = z.infer<typeof comparedFaceSchema>

const comparisonModelSchema = z.object({
  id: z.string(),
  version: z.string(),
  /** The pack that it came with. */
  packId: z.string(),
  packVersion: z.string()
})
export type ComparisonModel = z.infer<typeof comparisonModelSchema>

const session = {
  sessionId: sessionIdSchema,
  /** Epoch milliseconds of its end, and how long it took. */
  completedAt: z.number(),
  processingMs: z.number().min(0),
  model: comparisonModelSchema
}

export const verificationSchema = z.object({
  ...session,
  matched: z.boolean(),
  matchLevel: matchLevelSchema,
  /** Cosine, −1 to 1: of a person's references the best; null where nothing was compared. */
  score: z.number().min(-1).max(1).nullable(),
  thresholdUsed: z.number(),
  probe: comparedFaceSchema.nullable(),
  /** Null for an enrolled person. */
  reference: comparedFaceSchema.nullable(),
  /** The enrolled person that was claimed. */
  personId: personIdSchema.nullable(),
  liveness: stillLivenessSchema.nullable(),
  /** Empty when matched. */
  failureReasons: z.array(comparisonFailureSchema)
})
export type Verification = z.infer<typeof verificationSchema>

export const identificationCandidateSchema = z.object({
  personId: personIdSchema,
  name: z.string(),
  score: z.number().min(-1).max(1),
  matchLevel: matchLevelSchema
})

export const identifiedFaceSchema = z.object({
  box: boxSchema,
  quality: faceQualitySchema,
  /** The best candidate, where one is at or above the threshold and ahead of the next by the margin. */
  personId: personIdSchema.nullable(),
  /** Enrolled people that the face resembles most, best first, whatever their score. */
  candidates: z.array(identificationCandidateSchema),
  liveness: stillLivenessSchema.nullable(),
  failureReasons: z.array(
    z.enum([
      'quality_too_low',
      'gallery_empty',
      'score_below_threshold',
      /** Two people resemble the face alike. */
      'tie',
      'liveness_failed',
      'liveness_unknown'
    ])
  )
})
export type IdentifiedFace = z.infer<typeof identifiedFaceSchema>

export const identificationSchema = z.object({
  ...session,
  thresholdUsed: z.number(),
  marginUsed: z.number(),
  /** Every face of the picture, the largest first; empty where there is none. */
  faces: z.array(identifiedFaceSchema)
})
export type Identification = z.infer<typeof identificationSchema>

/** At most 20 MB: a photo of the largest cameras; anything above is not a portrait. */
export const pictureSchema = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.length <= 20_000_000, 'a picture of at most 20 MB')

export const verifyInputSchema = z.object({
  probe: pictureSchema,
  /** Another picture, or an enrolled person's id. */
  reference: z.union([pictureSchema, personIdSchema]),
  /** Least cosine; left out, the pack's own for verification. */
  threshold: z.number().min(0).max(1).nullish(),
  severalFaces: severalFacesSchema.default('largest'),
  poorQuality: poorQualitySchema.default('refuse'),
  /** Asks whether the probe shows a live face; a probe that does not is no match. */
  liveness: z.boolean().default(false)
})
export type VerifyInput = z.input<typeof verifyInputSchema>

export const identifyInputSchema = z.object({
  picture: pictureSchema,
  /** Candidates per face. */
  topK: z.number().int().min(1).max(20).default(5),
  /** Least cosine to be named; left out, the site's own. */
  threshold: z.number().min(0).max(1).nullish(),
  poorQuality: poorQualitySchema.default('refuse'),
  liveness: z.boolean().default(false)
})
export type IdentifyInput = z.input<typeof identifyInputSchema>
