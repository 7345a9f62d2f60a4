import { z } from 'zod'
import { matchLevelSchema } from './comparison'
import { iso, known, match, matchScaleSchema, origin, session, where, who } from './event-parts'
import { challengeStepSchema, livenessCheckSchema } from './liveness'

/** 1:1, somebody with whom they claim to be; 1:N, somebody with everybody enrolled. */
const kind = z.enum(['one_to_one', 'one_to_many'])
const timing = { processing_time_ms: known(z.number().min(0)), model_version: known(z.string()) }

export const verificationStarted = z.object({ ...session, kind, started_at: iso, ...origin })

/** A verdict, be it yes or no. `person` is whom the check was about (1:1) or whom it found (1:N). */
export const verificationCompleted = z.object({
  ...session,
  kind,
  success: z.boolean(),
  ...match,
  threshold: z.number(),
  match_scale: known(matchScaleSchema),
  match_level: matchLevelSchema,
  reference_id: known(z.string()),
  reference_label: known(z.string()),
  liveness: known(z.object({ score: z.number().nullable(), is_live: z.boolean().nullable() })),
  /** The first of the reasons; null on success. */
  failure_reason: known(z.string()),
  failure_reasons: z.array(z.string()).default([]),
  ...timing,
  completed_at: iso,
  ...origin
})

/** No verdict: there was no face, no time, or no camera. */
export const verificationFailed = z.object({
  ...session,
  kind,
  failure_reason: z.string(),
  ...timing,
  failed_at: iso,
  ...origin
})

const livenessKind = z.enum(['challenge', 'passive'])

export const livenessStarted = z.object({
  ...session,
  kind: livenessKind,
  /** What the person will be asked to do, in order; empty for a passive check. */
  steps: z.array(challengeStepSchema).default([]),
  started_at: iso,
  ...origin
})

const livenessTiming = {
  ...timing,
  /** From the beginning to the result, the person's own time included. */
  duration_ms: known(z.number().min(0))
}

export const livenessCompleted = z.object({
  ...session,
  kind: livenessKind,
  is_live: z.boolean(),
  /** 0–1, 1 = live. */
  liveness_score: z.number().min(0).max(1),
  liveness_confidence: z.enum(['high', 'medium', 'low']),
  checks: z.array(livenessCheckSchema).default([]),
  /** 0–1, 1 = live; null when nothing could tell. */
  anti_spoofing_score: known(z.number().min(0).max(1)),
  failure_reason: known(z.string()),
  ...livenessTiming,
  completed_at: iso,
  ...origin
})

export const livenessFailed = z.object({
  ...session,
  kind: livenessKind,
  failure_reason: z.string(),
  ...livenessTiming,
  failed_at: iso,
  ...origin
})

/** An operator looked at what seemed to be a spoof or a stranger, and reported it. */
export const caseSubmitted = z.object({
  case_id: z.string(),
  session_id: known(z.string()),
  sighting_id: known(z.string()),
  camera: known(where),
  person: known(who),
  reason: z.enum(['spoof', 'stranger', 'other']),
  status: z.literal('submitted').default('submitted'),
  note: known(z.string()),
  submitted_by: known(z.string()),
  submitted_at: iso,
  ...origin
})
