import { z } from 'zod'
import { cameraIdSchema, sessionIdSchema } from './ids'

/** What a person can be asked to do. Left and right are the person's own. */
export const challengeStepSchema = z.enum(['blink', 'open_mouth', 'turn_left', 'turn_right'])
export type ChallengeStep = z.infer<typeof challengeStepSchema>

/**
 * Pictures a second that a camera must be analysed at for a step to be seen. An eyelid is down for some 200 ms: of 34
 * unprompted blinks that the clips show at 12 pictures a second, 30 are seen at 8, 24 at 5 and 19 at 4.
 */
export const stepNeedsFps: Record<ChallengeStep, number> = { blink: 5, open_mouth: 4, turn_left: 4, turn_right: 4 }

export const challengeLimitsSchema = z.object({
  /** For somebody to stand still before the camera, looking into it. */
  readyMs: z.number().int().min(1000).max(60_000).default(10_000),
  /** For each step, from its prompt. */
  stepMs: z.number().int().min(1000).max(60_000).default(7000),
  /** For the whole session, from its beginning. */
  totalMs: z.number().int().min(2000).max(120_000).default(40_000)
})
export type ChallengeLimits = z.infer<typeof challengeLimitsSchema>

/** A check of whoever stands before a camera. */
export const livenessRequestSchema = z.object({
  sessionId: sessionIdSchema,
  cameraId: cameraIdSchema,
  /** In the order of their prompts; none for a passive check. */
  steps: z.array(challengeStepSchema).max(8),
  /** Pictures that a passive check looks at. */
  frames: z.number().int().min(1).max(60).default(10),
  limits: challengeLimitsSchema
})
export type LivenessRequest = z.infer<typeof livenessRequestSchema>

/** Why a liveness check did not end with "live". */
export const livenessFailureSchema = z.enum([
  /** The face moved like a flat picture, and neither its eyes nor its mouth moved as asked. */
  'photo_attack_detected',
  /** The pictures look like a print or a screen rather than a face; which of them the model cannot tell. */
  'presentation_attack_detected',
  /** The movements are nearly exactly those of an earlier session. */
  'replay_detected',
  /** Something else than was asked for was done. */
  'challenge_failed',
  'challenge_timeout',
  'no_face',
  'face_lost',
  'multiple_faces',
  'identity_changed',
  /** No pictures, or the camera's stream began anew. */
  'camera_lost',
  /** The models in use lack what the check needs. */
  'not_supported',
  'cancelled'
])
export type LivenessFailure = z.infer<typeof livenessFailureSchema>

export const livenessCheckNameSchema = z.enum([
  ...challengeStepSchema.options,
  /** The anti-spoofing model's mean over all pictures. */
  'passive',
  /** Depth from motion; claimed only against flat static pictures. */
  'depth',
  /** One and the same person throughout. */
  'identity',
  /** Not the movements of an earlier session. */
  'replay'
])
export type LivenessCheckName = z.infer<typeof livenessCheckNameSchema>

export const livenessCheckSchema = z.object({
  check: livenessCheckNameSchema,
  outcome: z.enum(['passed', 'failed', 'inconclusive', 'not_performed']),
  /** 0–1, 1 = live; null where the check gives no number. */
  score: z.number().min(0).max(1).nullable()
})
export type LivenessCheckOutcome = z.infer<typeof livenessCheckSchema>

export const livenessStepSchema = z.object({
  step: challengeStepSchema,
  /** Milliseconds from the session's beginning; null for what did not come to it. */
  promptedAtMs: z.number().nullable(),
  doneAtMs: z.number().nullable()
})
export type LivenessStepTimes = z.infer<typeof livenessStepSchema>

export const livenessResultSchema = z.object({
  sessionId: sessionIdSchema,
  cameraId: cameraIdSchema.nullable(),
  kind: z.enum(['challenge', 'passive']),
  isLive: z.boolean(),
  /** 0–1: the anti-spoofing score times the share of steps that were passed; below one half when the check failed. */
  score: z.number().min(0).max(1),
  /** `high` needs passed steps and seen depth; a passive check alone is `medium` at best. */
  confidence: z.enum(['high', 'medium', 'low']),
  checks: z.array(livenessCheckSchema),
  /** 0–1, 1 = live: the passive mean, or what depth says where that is less; null when neither could tell. */
  antiSpoofingScore: z.number().min(0).max(1).nullable(),
  failureReason: livenessFailureSchema.nullable(),
  steps: z.array(livenessStepSchema),
  /** Pictures that were looked at. */
  frames: z.number().int().min(0),
  startedAt: z.number(),
  completedAt: z.number(),
  durationMs: z.number().min(0),
  /** Mean time of looking at one picture, ms. */
  processingMs: z.number().min(0),
  /** Id and version of the anti-spoofing model. */
  modelVersion: z.string()
})
export type LivenessResult = z.infer<typeof livenessResultSchema>

/** Where a challenge stands, for the screen that guides the person. */
export const livenessProgressSchema = z.object({
  sessionId: sessionIdSchema,
  cameraId: cameraIdSchema,
  /** `ready`: look into the camera; `return`: back to that before the next prompt; `step`: do what `prompt` says. */
  phase: z.enum(['ready', 'step', 'return']),
  prompt: challengeStepSchema.nullable(),
  /** Steps done, of how many. */
  done: z.number().int(),
  steps: z.number().int(),
  /** Milliseconds left for this phase. */
  leftMs: z.number()
})
export type LivenessProgress = z.infer<typeof livenessProgressSchema>

/** Where a liveness check stands, or how it ended: exactly one result follows each that was begun. */
export type LivenessNews = { type: 'progress'; progress: LivenessProgress } | { type: 'result'; result: LivenessResult }

/** The result of a check that saw nothing, because it could not begin or was cut off. */
export const unfinishedLiveness = (
  { sessionId, cameraId, steps }: LivenessRequest,
  failureReason: LivenessFailure,
  startedAt: number,
  now: number
): LivenessResult => ({
  sessionId,
  cameraId,
  kind: steps.length === 0 ? 'passive' : 'challenge',
  isLive: false,
  score: 0,
  confidence: 'low',
  checks: [],
  antiSpoofingScore: null,
  failureReason,
  steps: steps.map((step) => ({ step, promptedAtMs: null, doneAtMs: null })),
  frames: 0,
  startedAt,
  completedAt: now,
  durationMs: Math.max(0, now - startedAt),
  processingMs: 0,
  modelVersion: ''
})
