import { z } from 'zod'
import { ledgerCheckpoint } from '../../../../contracts/domain/event-webhooks'
import { eventIdSchema } from '../../../../contracts/domain/ids'
import { confidence, milliseconds, named, share } from './parts'

const bbox = z
  .tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()])
  .nullable()
  .describe('x1, y1, x2, y2 in pixels of the source')
const who = z.strictObject({ person_id: z.string(), external_id: z.string() })
const stream = z.strictObject({
  reason: z.enum(['started', 'recovered', 'stopped', 'failed']),
  problem: z.string().nullable()
})

const data = {
  face_detected: z.strictObject({
    detected_faces: z.array(z.strictObject({ bbox, detection_score: z.number().nullable() }))
  }),
  face_recognized: z.strictObject({
    recognized_faces: z.array(z.strictObject({ name: z.string(), confidence, bbox, metadata: who })).min(1)
  }),
  stranger_alert: z.strictObject({ unknown_faces: z.array(z.strictObject({ confidence, bbox })).min(1) }),
  attendance_recorded: z.strictObject({
    name: z.string(),
    action: z.enum(['check_in', 'check_out']),
    confidence,
    mark_id: z.string(),
    sequence: z.number().int(),
    metadata: who
  }),
  stream_started: stream,
  stream_stopped: stream,
  ledger_checkpoint: z.strictObject(ledgerCheckpoint.shape)
}

const metadata = z.strictObject({
  source: z.enum(['insightface_stream', 'deepface_stream']),
  threshold: share.nullable().describe('On the scale of confidence'),
  event_id: eventIdSchema.describe('Stays the same over repeated deliveries: drop duplicates by it')
})

const event = <N extends string>(name: N, schema: z.ZodType) =>
  z.strictObject({
    event_type: named(name),
    timestamp: milliseconds,
    camera_id: z.string().nullable(),
    data: schema,
    metadata
  })

/** Of a batch of this one type; a real one mixes the types that the endpoint chose. */
const envelope = (name: string, schema: z.ZodType) =>
  z.strictObject({ webhook_id: z.string(), timestamp: milliseconds, events: z.array(event(name, schema)).min(1) })

export const facecvSchemas = Object.fromEntries(
  Object.entries(data).map(([name, schema]) => [name, envelope(name, schema)])
)
