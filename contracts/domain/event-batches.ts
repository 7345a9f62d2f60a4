import { z } from 'zod'
import { iso, known, match, matchScaleSchema, origin } from './event-parts'

/** Results that one `batch.completed` holds, and their bytes; the rest follows in further events of the same batch. */
const page = { results: 200, bytes: 80_000 }

/** Of one picture: what a check of this kind found. */
const result = z.object({
  image_id: z.string(),
  person_id: known(z.string()),
  external_id: known(z.string()),
  success: z.boolean(),
  ...match,
  reference_id: known(z.string()),
  failure_reason: known(z.string())
})
export type BatchResult = z.infer<typeof result>

const batch = {
  batch_id: z.string(),
  /** `import` adds people from files; the others are checks of pictures after a pattern. */
  kind: z.enum(['import', 'verification', 'identification', 'enrolment']),
  pattern_id: known(z.string()),
  total_images: z.number().int().min(0),
  created_at: iso
}

export const batchQueued = z.object({
  ...batch,
  /** How long it will take, with what waits before it. */
  estimated_time_ms: known(z.number().min(0)),
  ...origin
})

export const batchCompleted = z.object({
  ...batch,
  processed_images: z.number().int().min(0),
  successful: z.number().int().min(0),
  failed: z.number().int().min(0),
  /** From 1: each page is an event of its own, with the same totals. */
  page: z.number().int().min(1).default(1),
  pages: z.number().int().min(1).default(1),
  results: z.array(result),
  threshold: known(z.number()),
  match_scale: known(matchScaleSchema),
  processing_time_ms: known(z.number().min(0)),
  model_version: known(z.string()),
  completed_at: iso,
  ...origin
})

export const batchFailed = z.object({
  ...batch,
  error: z.object({ code: z.string(), message: z.string() }),
  failed_at: iso,
  ...origin
})

type NewBatchCompleted = z.input<typeof batchCompleted>

/** The events of a finished batch, so many that every dialect can send each of them whole. At least one. */
export function pagesOf(batch: Omit<NewBatchCompleted, 'page' | 'pages'>): NewBatchCompleted[] {
  const encoder = new TextEncoder()
  const pages: NewBatchCompleted['results'][] = [[]]
  let bytes = 0
  for (const result of batch.results) {
    const size = encoder.encode(JSON.stringify(result)).length
    const current = pages.at(-1)
    const isFull = current && current.length > 0 && (current.length >= page.results || bytes + size > page.bytes)
    if (isFull) pages.push([])
    bytes = (isFull ? 0 : bytes) + size
    pages.at(-1)?.push(result)
  }
  return pages.map((results, index) => ({ ...batch, results, page: index + 1, pages: pages.length }))
}
