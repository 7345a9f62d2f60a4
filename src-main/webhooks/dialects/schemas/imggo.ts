import { z } from 'zod'
import { confidence, milliSpan, named, seconds, foreign } from './parts'

const job = {
  job_id: z.uuid().describe('Of the job; of a sighting, of the event'),
  pattern_id: z.string().nullable()
}
const result = z.strictObject({
  image_id: z.string(),
  person_id: z.string().nullable(),
  external_id: z.string().nullable(),
  success: z.boolean(),
  confidence,
  reference_id: z.string().nullable(),
  failure_reason: z.string().nullable()
})
const totals = z.strictObject({
  total_images: z.number().int(),
  processed_images: z.number().int(),
  successful: z.number().int(),
  failed: z.number().int(),
  results: z.array(result).describe('As many as one body holds; the totals count all')
})

const completed = <N extends string>(name: N, schema: z.ZodType) =>
  z.strictObject({
    event: named(name),
    ...job,
    status: z.literal('completed'),
    result: schema,
    confidence,
    processing_time_ms: milliSpan,
    created_at: seconds,
    completed_at: seconds
  })

export const imggoSchemas = {
  'job.completed': completed('job.completed', z.union([result, totals])),
  'job.failed': z.strictObject({
    event: named('job.failed'),
    ...job,
    status: z.literal('failed'),
    error: z.strictObject({ code: z.string(), message: z.string() }),
    created_at: seconds,
    failed_at: seconds
  }),
  'job.queued': z.strictObject({
    event: named('job.queued'),
    ...job,
    status: z.literal('queued'),
    estimated_time_ms: milliSpan,
    created_at: seconds
  }),
  ...Object.fromEntries(Object.entries(foreign).map(([name, schema]) => [name, completed(name, schema)]))
}
