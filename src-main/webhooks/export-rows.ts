import type { Attempt, Delivery } from '../../contracts/domain/webhook'
import { byteOrderMark, csvCell } from '../platform/csv-cell'

/** A delivery as a file of the log holds it: bodies stay in the app. */
export interface ExportedDelivery {
  delivery: Delivery
  batchId: string | null
  attempts: Omit<Attempt, 'responseBody'>[]
}

const columns = [
  'delivery_id',
  'event_id',
  'event_type',
  'endpoint_id',
  'endpoint_url',
  'sequence',
  'batch_id',
  'state',
  'attempts',
  'created_at',
  'finished_at',
  'last_status',
  'duration_ms',
  'last_error',
  'doubt'
] as const

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())

export const csvHeader = `${byteOrderMark}${columns.join(',')}\r\n`

/** One line of RFC 4180. */
export function csvLine({ delivery, batchId }: ExportedDelivery): string {
  const cells = [
    delivery.id,
    delivery.eventId,
    delivery.eventType,
    delivery.endpointId,
    delivery.endpointUrl,
    delivery.sequence,
    batchId,
    delivery.state,
    delivery.attempts,
    iso(delivery.createdAt),
    iso(delivery.finishedAt),
    delivery.lastStatus,
    delivery.durationMs,
    delivery.lastError,
    delivery.doubt
  ]
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** One delivery with all its attempts as a line of JSON. */
export function ndjsonLine({ delivery, batchId, attempts }: ExportedDelivery): string {
  const told = attempts.map((attempt) => ({
    number: attempt.number,
    startedAt: iso(attempt.startedAt),
    finishedAt: isoOrNull(attempt.finishedAt),
    outcome: attempt.outcome,
    durationMs: attempt.durationMs,
    status: attempt.status,
    error: attempt.error,
    requestHeaders: attempt.requestHeaders,
    responseHeaders: attempt.responseHeaders
  }))
  const times = {
    createdAt: iso(delivery.createdAt),
    finishedAt: isoOrNull(delivery.finishedAt),
    nextAttemptAt: isoOrNull(delivery.nextAttemptAt)
  }
  return `${JSON.stringify({ ...delivery, ...times, batchId, attempts: told })}\n`
}

const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))
