import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { DomainEvent, EventData } from '../../../contracts/domain/event'
import { isEvent } from '../../../contracts/domain/event'
import { calibrated } from './calibrate'
import type { Dialect, RenderedEvent } from './dialect'
import { fit } from './fit'
import { guideDefaults } from './guide-defaults'
import { foreignWordings } from './guide-wordings'
import { uuidOf } from './job-uuid'
import type { Wordings } from './values'
import { contentType, hour, minute, offersOf, onlyEvent, second, utcSeconds, worded } from './values'

type Completed = EventData<'batch.completed'>

const resultOf = (data: Completed, result: Completed['results'][number]) => ({
  image_id: result.image_id,
  person_id: result.person_id,
  external_id: result.external_id,
  success: result.success,
  confidence: calibrated(result.score, data.match_scale),
  reference_id: result.reference_id,
  failure_reason: result.failure_reason
})

/** Of a job of one picture, what was found in it; of many, the totals and what fits of the rest. */
function jobResult(data: Completed): object {
  const [only] = data.results
  if (data.total_images === 1 && only) return resultOf(data, only)
  return {
    total_images: data.total_images,
    processed_images: data.processed_images,
    successful: data.successful,
    failed: data.failed,
    results: data.results.map((result) => resultOf(data, result))
  }
}

function jobConfidence(data: Completed): number | null {
  const [only] = data.results
  return data.total_images === 1 && only ? calibrated(only.score, data.match_scale) : null
}

const job = (data: { batch_id: string; pattern_id: string | null }) => ({
  job_id: uuidOf(data.batch_id),
  pattern_id: data.pattern_id
})

const jobs: Wordings = {
  'batch.queued': (data) => ({
    ...job(data),
    status: 'queued',
    estimated_time_ms: data.estimated_time_ms,
    created_at: utcSeconds(data.created_at)
  }),
  'batch.completed': (data) => ({
    ...job(data),
    status: 'completed',
    result: jobResult(data),
    confidence: jobConfidence(data),
    processing_time_ms: data.processing_time_ms,
    created_at: utcSeconds(data.created_at),
    completed_at: utcSeconds(data.completed_at)
  }),
  'batch.failed': (data) => ({
    ...job(data),
    status: 'failed',
    error: data.error,
    created_at: utcSeconds(data.created_at),
    failed_at: utcSeconds(data.failed_at)
  })
}

/** What the guide does not know travels as a job that was done at once, with an id of its own to be told apart by. */
function foreign(event: DomainEvent): object {
  const at = utcSeconds(event.occurredAt)
  const result = worded(foreignWordings, event)
  return {
    job_id: uuidOf(event.id),
    pattern_id: null,
    status: 'completed',
    result,
    confidence: 'confidence' in result ? result.confidence : null,
    processing_time_ms: null,
    created_at: at,
    completed_at: at
  }
}

function render(events: readonly DomainEvent[]): RenderedEvent {
  const event = onlyEvent(events)
  const eventName = eventNameIn('imggo', event.type) ?? event.type
  const content = event.type in jobs ? worded(jobs, event) : foreign(event)
  return { eventName, body: fit({ event: eventName, ...content }), headers: {} }
}

/** Guide 003 (ImgGo): jobs. 200 alone is success, and everything else is tried again over 1 h 42 min 30 s. */
export const imggo: Dialect = {
  name: 'imggo',
  ...offersOf('imggo'),
  contentType,
  signatureHeader: 'x-imggo-signature',
  defaults: {
    ...guideDefaults,
    attempts: 6,
    retryDelaysMs: [30 * second, 2 * minute, 10 * minute, 30 * minute, hour],
    success: '200'
  },
  accepts: (event) => !isEvent(event, 'batch.completed') || event.data.page === 1,
  render
}
