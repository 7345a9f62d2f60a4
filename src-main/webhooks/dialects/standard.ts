import type { DomainEvent } from '../../../contracts/domain/event'
import { eventTypes } from '../../../contracts/domain/event'
import type { Dialect, RenderedEvent } from './dialect'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Whole seconds in UTC: what has milliseconds of its own says so inside `data`. */
const utcSeconds = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z')

function render(event: DomainEvent): RenderedEvent {
  const text = JSON.stringify({ type: event.type, timestamp: utcSeconds(event.occurredAt), data: event.data })
  return { eventName: event.type, body: new TextEncoder().encode(text), headers: {} }
}

/**
 * Standard Webhooks (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): the body is
 * `{type, timestamp, data}` and the retry schedule is the one that the specification recommends.
 */
export const standard: Dialect = {
  name: 'standard',
  offers: eventTypes,
  contentType: 'application/json',
  retryDelaysMs: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour],
  jitter: 0.2,
  render
}
