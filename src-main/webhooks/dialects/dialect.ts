import type { DomainEvent, EventType } from '../../../contracts/domain/event'
import type { DialectName } from '../../../contracts/domain/webhook'

/** An event as one receiver will read it. The bytes are stored and sent unchanged at every attempt. */
export interface RenderedEvent {
  /** What this dialect calls the event. */
  eventName: string
  /** UTF-8 JSON that equals JSON.stringify(JSON.parse(bytes)): some receivers re-serialise before they verify. */
  body: Uint8Array
  /** Headers that are the same at every attempt; those that hold a time or a signature are added by the sender. */
  headers: Record<string, string>
}

/** The language an endpoint speaks: pure data and one pure function. A new dialect is one new file. */
export interface Dialect {
  name: DialectName
  offers: readonly EventType[]
  contentType: string
  /** Milliseconds before the second, third, … attempt, counted from the end of the failed one. */
  retryDelaysMs: readonly number[]
  /** Share of a delay by which it may vary either way, 0–1. */
  jitter: number
  render(event: DomainEvent): RenderedEvent
}
