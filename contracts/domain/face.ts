import { z } from 'zod'

/** Corners in pixels of the source picture, x to the right, y down; may reach outside the picture. */
export const boxSchema = z.object({ x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() })
export type Box = z.infer<typeof boxSchema>

/** Why a face may not vote or may not be enrolled. */
export const qualityReasonSchema = z.enum([
  'too_small',
  'blurred',
  'too_dark',
  'too_bright',
  'low_contrast',
  'turned_away',
  'eyes_closed',
  'occluded',
  'cut_by_border',
  'several_faces'
])
export type QualityReason = z.infer<typeof qualityReasonSchema>

const share = z.number().min(0).max(1).nullable().default(null)

export const faceQualitySchema = z.object({
  /** Distance between the eye centres, in source pixels. */
  eyeDistancePx: z.number().min(0),
  /** Variance of the Laplacian of the aligned 112×112 grey face; more is sharper. */
  sharpness: z.number().min(0),
  /** Mean grey level of the face between brows and chin, 0–255. */
  brightness: z.number().min(0).max(255),
  /** Standard deviation of the same grey levels. This and what follows with a default is null in rows from before it was kept. */
  contrast: z.number().min(0).nullable().default(null),
  /** Shares of them that are (nearly) black and white, 0–1. */
  darkShare: share,
  brightShare: share,
  /**
   * Degrees: yaw towards the right of the picture, pitch upwards, roll clockwise. Estimated from five points on live
   * tracks, by the pack's pose model (where it has one) in stills.
   */
  yaw: z.number(),
  pitch: z.number().nullable().default(null),
  roll: z.number(),
  /** Probability that at least one eye is open, 0–1; null on live tracks, and in packs without a model for it. */
  eyesOpen: share,
  /** How much hints at a covered mouth or covered eyes, 0–1; the texture of the face, not a recognised object. */
  occlusion: share,
  /** Share of the face's box outside the picture, 0–1. */
  cut: share,
  /** 0–1; weighs a frame's vote in the verdict over a track. */
  score: z.number().min(0).max(1),
  reasons: z.array(qualityReasonSchema)
})
export type FaceQuality = z.infer<typeof faceQualitySchema>

export const faceStatusSchema = z.enum(['checking', 'recognized', 'unknown', 'spoof', 'poor'])
export type FaceStatus = z.infer<typeof faceStatusSchema>

/** Why a track was not named. */
export const refusalSchema = z.enum([
  'too_few_good_frames',
  'low_quality',
  'low_score',
  'low_margin',
  'spoof',
  'liveness_unknown',
  'gallery_empty',
  'gallery_missing'
])
export type Refusal = z.infer<typeof refusalSchema>

/** Why a face in view has no name, and what is wrong with its newest picture where that is why. */
export const faceReasonSchema = z.object({ refusal: refusalSchema, quality: qualityReasonSchema.nullable() })
export type FaceReason = z.infer<typeof faceReasonSchema>

/** One face as drawn over a preview picture. */
export const overlayFaceSchema = z.object({
  trackId: z.string(),
  box: boxSchema,
  status: faceStatusSchema,
  personId: z.string().nullable(),
  name: z.string().nullable(),
  /** Cosine of the best match, −1 to 1; null before there is one. */
  score: z.number().nullable(),
  /** Null for a face that has a name. */
  reason: faceReasonSchema.nullable(),
  /** Mean over the newest pictures, 0–1, and what follows from it; null where nobody asks or too few were checked. */
  liveness: z.object({ score: z.number().min(0).max(1).nullable(), isLive: z.boolean().nullable() }),
  /** In pixels of the source; null before the first look. */
  eyeDistancePx: z.number().min(0).nullable(),
  /** Pictures of this track that were good enough to count. */
  goodFrames: z.number().int().min(0)
})
export type OverlayFace = z.infer<typeof overlayFaceSchema>

/** Which embedding space a template lives in. Templates of different models are never compared. */
export const modelRefSchema = z.object({ id: z.string().min(1), version: z.string().min(1) })
export type ModelRef = z.infer<typeof modelRefSchema>
