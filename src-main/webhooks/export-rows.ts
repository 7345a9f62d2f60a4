import type { Attempt, Delivery } from '../../contracts/domain/webhook'

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

/** `\ufeff` first, so that spreadsheets read it as UTF-8. */
export const csvHeader = `\ufeff${columns.join(',')}\r\n`

/** One line of RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
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
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
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
