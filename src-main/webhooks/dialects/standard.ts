import type { DomainEvent, EventData } from '../../../contracts/domain/event'
import { isEvent } from '../../../contracts/domain/event'
import { calibrated } from './calibrate'
import type { Dialect, RenderedEvent } from './dialect'
import { fit } from './fit'
import { contentType, hour, minute, offersOf, onlyEvent, second, utcSeconds } from './values'

function render(events: readonly DomainEvent[]): RenderedEvent {
  const event = onlyEvent(events)
  const body = fit({ type: event.type, timestamp: utcSeconds(event.occurredAt), data: withConfidence(event) })
  return { eventName: event.type, body, headers: {} }
}

/** The data as it is, with the cosine's calibrated meaning beside it where there is a cosine. */
function withConfidence(event: DomainEvent): EventData {
  if (isEvent(event, 'attendance.recorded', 'person.recognized', 'verification.completed')) {
    return { ...event.data, confidence: calibrated(event.data.score, event.data.match_scale) }
  }
  if (!isEvent(event, 'batch.completed')) return event.data
  const { match_scale: scale } = event.data
  const results = event.data.results.map((result) => ({ ...result, confidence: calibrated(result.score, scale) }))
  return { ...event.data, results }
}

/**
 * Standard Webhooks (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): the body is
 * `{type, timestamp, data}` and the retry schedule is the one that the specification recommends.
 */
export const standard: Dialect = {
  name: 'standard',
  ...offersOf('standard'),
  contentType,
  signatureHeader: null,
  defaults: {
    timeoutMs: 15 * second,
    attempts: 8,
    retryDelaysMs: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour],
    jitter: 0.2,
    success: '2xx',
    dead4xx: false,
    retried4xx: [],
    honoursRetryAfter: true,
    disableOn410: true,
    keyForm: 'base64',
    standardHeaders: true,
    order: 'fifo',
    rate: null,
    batch: null
  },
  render
}
