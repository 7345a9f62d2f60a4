import type { DomainEvent, EventType } from '../../../contracts/domain/event'
import type { DialectName } from '../../../contracts/domain/webhook'

/** An event, or a batch of them, as one receiver will read it. The bytes are stored and sent unchanged at every attempt. */
export interface RenderedEvent {
  /** What this dialect calls the event; of a batch, its first. */
  eventName: string
  /** UTF-8 JSON that equals JSON.stringify(JSON.parse(bytes)): some receivers re-serialise before they verify. */
  body: Uint8Array
  /** Headers that are the same at every attempt; those that hold a time or a signature are added by the sender. */
  headers: Record<string, string>
}

/** What a body may say beside its events. */
export interface RenderContext {
  /** The integrator's own name for the endpoint, or its id. */
  endpointAlias: string
  /** Epoch milliseconds of the first claim. */
  now: number
}

/** How an endpoint of this dialect is served where its own settings do not say otherwise. */
export interface DialectDefaults {
  timeoutMs: number
  /** Attempts in all, the first included. */
  attempts: number
  /** Milliseconds before the second, third, … attempt, counted from the end of the failed one; the last one doubles on. */
  retryDelaysMs: readonly number[]
  /** Share of a delay by which it may vary either way, 0–1. */
  jitter: number
  /** What counts as success. */
  success: '2xx' | '200'
  /** Statuses of 400–499 after which nothing is tried again, beside those that `retried4xx` names. */
  dead4xx: boolean
  retried4xx: readonly number[]
  honoursRetryAfter: boolean
  disableOn410: boolean
  keyForm: 'utf8' | 'base64'
  /** The headers of Standard Webhooks are sent, alone or beside the dialect's own. */
  standardHeaders: boolean
  order: 'parallel' | 'fifo'
  /** At most so many requests in so many seconds; null is no limit. */
  rate: { count: number; perSeconds: number } | null
  /** Null: one event a request. */
  batch: { size: number; timeoutMs: number } | null
}

/** The language an endpoint speaks: pure data and pure functions. A new dialect is one new file. */
export interface Dialect {
  name: DialectName
  /** What an endpoint gets that chose nothing. */
  offers: readonly EventType[]
  /** What can be switched on besides. */
  optional: readonly EventType[]
  /** What a test send is a sample of where the operator does not choose. */
  testEvent: EventType
  /**
   * Whether it has words for this very event, of a type that it offers: asked when deliveries are made. Absent: for all.
   * `batch.completed` of `face-service` is of verifications alone; `imggo` has one result a job, so none of further pages.
   */
  accepts?(event: Pick<DomainEvent, 'type' | 'data'>): boolean
  contentType: string
  defaults: DialectDefaults
  /**
   * One event, or several in order where the dialect batches. One alone is shortened until its body stays under
   * `bodyLimitBytes`; of several, `renderBatch` takes as many as fit.
   */
  render(events: readonly DomainEvent[], context: RenderContext): RenderedEvent
  /** Header of the dialect's own signature, lower-case; null where only the headers of Standard Webhooks are sent. */
  signatureHeader: string | null
  /**
   * Puts the signature into the body itself, where the guide asks for it: `body` is what was rendered and stored, the answer
   * is what is sent, and what the header signs. Made anew at each attempt, so that a changed secret shows.
   */
  embedSignature?(body: Uint8Array, hmacHex: (bytes: Uint8Array) => string): Uint8Array
}
