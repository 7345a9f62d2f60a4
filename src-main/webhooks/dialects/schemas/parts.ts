import { z } from 'zod'
import { ledgerCheckpoint } from '../../../../contracts/domain/event-webhooks'

/** UTC in whole seconds, e.g. 2026-01-27T05:47:06Z. */
export const seconds = z.iso.datetime({ precision: 0 }).describe('UTC, whole seconds')
export const milliseconds = z.iso.datetime({ precision: 3 }).describe('UTC, milliseconds')
export const share = z.number().min(0).max(1)

/** The guides' one scale for matches (`calibrate.ts`). */
export const confidence = share
  .nullable()
  .describe('Calibrated probability of a match: 0.6 is what one stranger in 1,000 reaches, 0.9 one in 100,000')
export const threshold = share.nullable().describe('Threshold on the scale of confidence')
export const userId = z.string().nullable().describe("The site's own number of the person, else Muster's id")
export const milliSpan = z.number().min(0).nullable().describe('Milliseconds')
export const modelVersion = z.string().nullable()
export const sessionId = z.string().describe('Shared by all that came of one check')
/** The same string as the name of the event. */
export const named = <N extends string>(name: N) => z.literal(name)

/** Schemas of what guides without such events get when it is switched on. */
export const foreign = {
  'attendance.recorded': z.strictObject({
    mark_id: z.string(),
    sequence: z.number().int(),
    user_id: userId,
    person_id: z.string(),
    name: z.string(),
    direction: z.enum(['in', 'out']),
    camera_id: z.string(),
    camera_name: z.string(),
    captured_at: seconds,
    recorded_at: seconds,
    confidence,
    threshold_used: threshold,
    liveness_score: share.nullable().describe('1 = live'),
    is_live: z.boolean().nullable()
  }),
  'person.recognized': z.strictObject({
    sighting_id: z.string(),
    user_id: userId,
    person_id: z.string(),
    name: z.string(),
    camera_id: z.string(),
    camera_name: z.string(),
    captured_at: seconds,
    confidence,
    threshold_used: threshold,
    decision: z.string().describe('What came of it: marked, cooldown, no_consent, …')
  }),
  'stranger.detected': z.strictObject({
    sighting_id: z.string(),
    camera_id: z.string(),
    camera_name: z.string(),
    captured_at: seconds,
    confidence,
    threshold_used: threshold
  }),
  'ledger.checkpoint': z.strictObject(ledgerCheckpoint.shape)
}
