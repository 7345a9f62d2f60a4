import type { EventType } from '../../../../contracts/domain/event'
import type { Delivery, DeliveryState, DialectName } from '../../../../contracts/domain/webhook'
import type { IpcParsed, Page } from '../../../../contracts/ipc'
import type { QueueSummary } from '../../api'
import type { Place } from '../sealing'
import type { Sql, SqlParams } from '../sql'
import { containing } from '../sql'
import type { Times } from '../steady-time'
import { wallTimeOf } from '../steady-time'

export interface DeliveryRow {
  seq: number
  id: string
  endpoint_id: string
  endpoint_url: string
  endpoint_removed: number
  event_id: string
  event_type: EventType
  person_id: string | null
  sequence: number
  state: DeliveryState
  created_at: number
  due_steady: number
  finished_at: number | null
  attempts: number
  budget_start: number
  dialect: DialectName | null
  content_type: string | null
  headers: string | null
  body: Uint8Array | null
  lease_id: string | null
  last_status: number | null
  last_error: string | null
}

const selected = `SELECT d.*, e.url AS endpoint_url, e.removed_at IS NOT NULL AS endpoint_removed
  FROM deliveries d JOIN endpoints e ON e.id = d.endpoint_id`

export const bodyPlace = (id: string): Place => `deliveries/${id}/body`

export const toDelivery = (row: DeliveryRow, times: Times): Delivery => ({
  id: row.id,
  endpointId: row.endpoint_id,
  endpointUrl: row.endpoint_url,
  eventId: row.event_id,
  eventType: row.event_type,
  sequence: row.sequence,
  state: row.state,
  attempts: row.attempts,
  createdAt: row.created_at,
  nextAttemptAt: row.state === 'pending' ? wallTimeOf(row.due_steady, times) : null,
  finishedAt: row.finished_at,
  lastStatus: row.last_status,
  lastError: row.last_error
})

export const deliveryRow = (sql: Sql, id: string): DeliveryRow | undefined =>
  sql.get<DeliveryRow>(`${selected} WHERE d.id = @id`, { id })

export interface NewDelivery {
  id: string
  endpointId: string
  endpointVersion: number
  eventId: string
  eventType: EventType
  personId: string | null
  sequence: number
}

export function insertDelivery(sql: Sql, delivery: NewDelivery, times: Times): void {
  sql.run(
    `INSERT INTO deliveries (id, endpoint_id, endpoint_version, event_id, event_type, person_id, sequence, state, created_at,
       due_steady)
     VALUES (@id, @endpointId, @endpointVersion, @eventId, @eventType, @personId, @sequence, 'pending', @now, @steady)`,
    { ...delivery, now: times.now, steady: times.steady }
  )
}

/** What is due at one endpoint, oldest due first, then by sequence. */
export const dueAt = (sql: Sql, endpointId: string, steady: number, limit: number): DeliveryRow[] =>
  sql.all<DeliveryRow>(
    `${selected} WHERE d.endpoint_id = @endpointId AND d.state = 'pending' AND d.due_steady <= @steady
     ORDER BY d.due_steady, d.sequence LIMIT @limit`,
    { endpointId, steady, limit }
  )

/** Newest first. The key of a page is the `seq` of its last row. */
export function listDeliveries(sql: Sql, query: IpcParsed<'deliveries.list'>, times: Times): Page<Delivery> {
  const conditions: string[] = []
  const params: SqlParams = {}
  const add = (condition: string, name: string, value: string | null | undefined) => {
    if (value === null || value === undefined || value === '') return
    conditions.push(condition)
    params[name] = value
  }
  add('d.endpoint_id = @endpointId', 'endpointId', query.endpointId)
  add('d.state = @state', 'state', query.state)
  add(
    `(${['d.event_type', 'd.event_id', 'd.id', 'e.url'].map((column) => `${column} LIKE @pattern ESCAPE '\\'`).join(' OR ')})`,
    'pattern',
    query.search === '' ? null : containing(query.search)
  )
  const where = (all: string[]) => (all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`)
  const paged = query.cursor ? [...conditions, 'd.seq < @before'] : conditions
  const key: SqlParams = query.cursor ? { before: Number(query.cursor) } : {}
  const rows = sql.all<DeliveryRow>(`${selected} ${where(paged)} ORDER BY d.seq DESC LIMIT @limit`, {
    ...params,
    ...key,
    limit: query.limit + 1
  })
  const total = sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM deliveries d ${query.search === '' ? '' : 'JOIN endpoints e ON e.id = d.endpoint_id'} ${where(conditions)}`,
    params
  )
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => toDelivery(row, times)),
    next: rows.length > query.limit && last !== undefined ? String(last.seq) : null,
    total: total?.n ?? 0
  }
}

/** Waiting and dead over all endpoints; what waits at one that is switched off does not fall due. */
export function queueSummary(sql: Sql, times: Times): QueueSummary {
  const counts = sql.get<{ waiting: number; dead: number }>(
    `SELECT COALESCE(SUM(state <> 'dead'), 0) AS waiting, COALESCE(SUM(state = 'dead'), 0) AS dead
     FROM deliveries WHERE state IN ('pending', 'sending', 'dead')`
  )
  const next = sql.get<{ due: number | null }>(
    `SELECT MIN(due) AS due FROM (
       SELECT (SELECT MIN(d.due_steady) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending') AS due
       FROM endpoints e WHERE e.enabled = 1 AND e.removed_at IS NULL
       UNION ALL SELECT MIN(lease_ends_steady) FROM deliveries WHERE state = 'sending')`
  )
  const due = next?.due ?? null
  return {
    waiting: counts?.waiting ?? 0,
    dead: counts?.dead ?? 0,
    nextDueInMs: due === null ? null : Math.max(0, due - times.steady)
  }
}
