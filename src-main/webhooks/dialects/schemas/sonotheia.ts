import { z } from 'zod'
import { eventIdSchema } from '../../../../contracts/domain/ids'
import { confidence, milliSpan, named, seconds, sessionId, share, foreign } from './parts'

const session = { session_id: sessionId }
const at = { timestamp: seconds }

const checks = {
  'deepfake.completed': z.strictObject({
    ...session,
    score: share.describe('1 = spoof'),
    label: z.enum(['likely_synthetic', 'uncertain', 'likely_genuine']),
    latency_ms: milliSpan,
    ...at
  }),
  'mfa.completed': z.strictObject({
    ...session,
    enrollment_id: z.string().nullable(),
    verified: z.boolean(),
    confidence,
    ...at
  }),
  'sar.submitted': z.strictObject({
    session_id: z.string().nullable(),
    case_id: z.string(),
    status: z.literal('submitted'),
    ...at
  })
}

const others = Object.entries(foreign).map(
  ([name, schema]) => [name, z.strictObject({ session_id: z.null(), ...schema.shape, ...at })] as const
)

export const sonotheiaSchemas = Object.fromEntries(
  [...Object.entries(checks), ...others].map(([name, data]) => [
    name,
    z.strictObject({ type: named(name), id: eventIdSchema, data })
  ])
)
