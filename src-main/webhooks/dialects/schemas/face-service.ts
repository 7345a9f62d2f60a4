import { z } from 'zod'
import { eventIdSchema } from '../../../../contracts/domain/ids'
import {
  confidence,
  milliSpan,
  modelVersion,
  named,
  seconds,
  sessionId,
  share,
  foreign,
  threshold,
  userId
} from './parts'

const signature = z
  .string()
  .regex(/^sha256=[0-9a-f]{64}$/)
  .describe('sha256= and the HMAC of this JSON without this field; the header signs the body with it')

const envelope = <N extends string, D extends z.ZodType>(name: N, data: D) =>
  z.strictObject({ event_type: named(name), event_id: eventIdSchema, timestamp: seconds, data, signature })

const begun = z.strictObject({ user_id: userId, session_id: sessionId })
const timing = { processing_time_ms: milliSpan, model_version: modelVersion }
const failed = begun.extend({ failure_reason: z.string(), ...timing })
const failureReason = z.string().optional().describe('Only where the answer is no')
const configured = z.strictObject({
  webhook_id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  is_active: z.boolean(),
  created_at: seconds,
  updated_at: seconds
})

const data = {
  'verification.started': begun,
  'verification.completed': begun.extend({
    success: z.boolean(),
    confidence,
    verification_score: share.nullable(),
    threshold_used: threshold,
    match_level: z.enum(['high', 'medium', 'low', 'none']),
    reference_id: z.string().nullable(),
    reference_label: z.string().nullable(),
    failure_reason: failureReason,
    ...timing
  }),
  'verification.failed': failed.describe('No verdict'),
  'liveness.started': begun,
  'liveness.completed': begun.extend({
    is_live: z.boolean(),
    liveness_score: share.describe('1 = live'),
    liveness_confidence: z.enum(['high', 'medium', 'low']),
    checks_performed: z
      .strictObject({
        blinking: z.boolean(),
        mouth_opening: z.boolean(),
        head_turn: z.boolean(),
        face_depth: z.boolean()
      })
      .describe('true = done and passed'),
    anti_spoofing_score: share.nullable().describe('1 = live'),
    failure_reason: failureReason,
    ...timing
  }),
  'liveness.failed': failed.describe('No verdict'),
  'reference.created': z.strictObject({
    reference_id: z.string(),
    user_id: userId,
    label: z.string().nullable(),
    quality_score: share.nullable(),
    face_detected: z.boolean(),
    ...timing
  }),
  'batch.completed': z.strictObject({
    batch_id: z.string(),
    total_images: z.number().int(),
    processed_images: z.number().int(),
    successful_verifications: z.number().int(),
    failed_verifications: z.number().int(),
    results: z.array(z.strictObject({ image_id: z.string(), user_id: userId, success: z.boolean(), confidence })),
    processing_time_seconds: z.number().min(0).nullable(),
    model_version: modelVersion,
    page: z.number().int().optional().describe('With pages: the results are spread over so many events'),
    pages: z.number().int().optional()
  }),
  'webhook.created': configured,
  'webhook.updated': configured,
  'webhook.deleted': configured,
  'webhook.test': z.strictObject({ message: z.string(), webhook_id: z.string(), timestamp: seconds }),
  ...foreign,
  'webhook.failing': z.strictObject({
    webhook_id: z.string(),
    url: z.string(),
    success_rate: share,
    window_seconds: z.number().int(),
    last_error: z.string().nullable()
  }),
  'webhook.disabled': z.strictObject({ webhook_id: z.string(), url: z.string(), reason: z.string() })
}

export const faceServiceSchemas = Object.fromEntries(
  Object.entries(data).map(([name, schema]) => [name, envelope(name, schema)])
)
