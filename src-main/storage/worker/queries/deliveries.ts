import type { EventType } from '../../../../contracts/domain/event'
import type { Delivery, DeliveryState } from '../../../../contracts/domain/webhook'
import type { Sql } from '../sql'
import type { Times } from '../steady-time'
import { wallTimeOf } from '../steady-time'

export interface DeliveryRow {
  seq: number
  id: string
  endpoint_id: string
  endpoint_version: number
  event_id: string
  event_type: EventType
  person_id: string | null
  sequence: number
  state: DeliveryState
  outcome: string | null
  created_at: number
  created_steady: number
  due_steady: number
  expires_steady: number | null
  finished_at: number | null
  attempts: number
  budget_start: number
  /** Of a sealed batch: `seq` of its first delivery, under which body and attempts lie; null alone. */
  lead_seq: number | null
  batch_id: string | null
  pruned: number
  lease_id: string | null
  last_status: number | null
  last_error: string | null
  doubt: string | null
  duration_ms: number | null
  /** Of a test: this secret alone signs it. */
  secret_id: string | null
}

/** Due time of what never falls due by itself: the further deliveries of a sealed batch. */
export const neverDue = Number.MAX_SAFE_INTEGER

/** As the log shows it: with where it goes. */
export interface LoggedDeliveryRow extends DeliveryRow {
  endpoint_url: string
  endpoint_removed: number
}

export const loggedDelivery = `SELECT d.*, e.url AS endpoint_url, e.removed_at IS NOT NULL AS endpoint_removed
  FROM deliveries d JOIN endpoints e ON e.id = d.endpoint_id`

export const toDelivery = (row: LoggedDeliveryRow, times: Times): Delivery => ({
  id: row.id,
  endpointId: row.endpoint_id,
  endpointUrl: row.endpoint_url,
  eventId: row.event_id,
  eventType: row.event_type,
  sequence: row.sequence,
  state: row.state,
  batchId: row.batch_id,
  attempts: row.attempts,
  createdAt: row.created_at,
  nextAttemptAt: row.state === 'pending' && row.due_steady < neverDue ? wallTimeOf(row.due_steady, times) : null,
  finishedAt: row.finished_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  doubt: row.doubt,
  durationMs: row.duration_ms
})

export const loggedDeliveryRow = (sql: Sql, id: string): LoggedDeliveryRow | undefined =>
  sql.get<LoggedDeliveryRow>(`${loggedDelivery} WHERE d.id = @id`, { id })

export const deliveryRow = (sql: Sql, id: string): DeliveryRow | undefined =>
  sql.get<DeliveryRow>('SELECT * FROM deliveries WHERE id = @id', { id })

export const deliveryAt = (sql: Sql, seq: number): DeliveryRow | undefined =>
  sql.get<DeliveryRow>('SELECT * FROM deliveries WHERE seq = @seq', { seq })

/** Under which body and attempts of a delivery lie. */
export const leadOf = (row: Pick<DeliveryRow, 'seq' | 'lead_seq'>): number => row.lead_seq ?? row.seq

/** All that travel in the same request, in order; of one alone, itself. */
export const travelling = (sql: Sql, row: DeliveryRow): DeliveryRow[] =>
  row.lead_seq === null
    ? [row]
    : sql.all<DeliveryRow>('SELECT * FROM deliveries WHERE lead_seq = @lead ORDER BY seq', { lead: row.lead_seq })

/** For a test of one secret. */
export function signBy(sql: Sql, id: string, secretId: string): void {
  sql.run('UPDATE deliveries SET secret_id = @secretId WHERE id = @id', { id, secretId })
}

export interface NewDelivery {
  id: string
  endpointId: string
  endpointVersion: number
  eventId: string
  eventType: EventType
  personId: string | null
  sequence: number
  due: number
  expires: number | null
}

export function insertDelivery(sql: Sql, delivery: NewDelivery, times: Times): void {
  sql.write(
    `INSERT INTO deliveries (id, endpoint_id, endpoint_version, event_id, event_type, person_id, sequence, state, created_at,
       created_steady, due_steady, expires_steady)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?)`,
    ...[delivery.id, delivery.endpointId, delivery.endpointVersion, delivery.eventId, delivery.eventType],
    ...[delivery.personId, delivery.sequence, times.now, times.steady, delivery.due, delivery.expires]
  )
}

/** Ends single deliveries whose last attempt was a success: what it says of itself is taken over. */
export function markDelivered(sql: Sql, seqs: readonly number[], now: number): void {
  sql.write(
    `UPDATE deliveries SET state = 'delivered', finished_at = ?, lease_id = NULL, lease_ends_steady = NULL, last_error = NULL,
       doubt = NULL, (last_status, duration_ms) = (SELECT status, duration_ms FROM attempts
         WHERE delivery_seq = deliveries.seq AND number = deliveries.attempts)
     WHERE seq IN (SELECT value FROM json_each(?))`,
    ...[now, JSON.stringify(seqs)]
  )
}
