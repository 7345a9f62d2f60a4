import type { DeliveryRow } from '../queries/deliveries'
import { neverDue, travelling } from '../queries/deliveries'
import type { EndpointStateRow } from '../queries/endpoint-states'
import { isBlocked } from '../queries/endpoint-states'
import type { EndpointRow } from '../queries/endpoints'
import type { Sql } from '../sql'
import type { Serving } from './serving'

/** What goes out in one request: one delivery, or several in order. */
export interface Unit {
  rows: DeliveryRow[]
  /** Put together before: not to be put together anew. */
  sealed: boolean
}

export interface Lane {
  endpoint: EndpointRow
  serving: Serving
  state: EndpointStateRow
}

interface Range {
  above: number
  upTo: number
}

/** What is due in a lane, in the order in which it is to go, at most `limit` requests. */
export function dueIn(sql: Sql, lane: Lane, steady: number, limit: number): Unit[] {
  const { serving, state } = lane
  if (serving.order === 'fifo') return isBlocked(sql, state) ? [] : headOf(sql, lane, steady)
  const live: Range = { above: state.backlog_to, upTo: Number.MAX_SAFE_INTEGER }
  const found = inRange(sql, lane, live, steady, limit)
  if (found.length >= limit || state.backlog_to === 0) return found
  return [...found, ...inRange(sql, lane, { above: 0, upTo: state.backlog_to }, steady, limit - found.length)]
}

const inRange = (sql: Sql, lane: Lane, range: Range, steady: number, limit: number): Unit[] =>
  lane.serving.batch === null
    ? singles(sql, lane, range, steady, limit)
    : batches(sql, lane, lane.serving.batch.size, range, steady, limit)

/** Live ones by their number; of the backlog, first whatever has been due the longest. */
function singles(sql: Sql, lane: Lane, range: Range, steady: number, limit: number): Unit[] {
  const [index, order] =
    range.above === 0 && range.upTo < Number.MAX_SAFE_INTEGER
      ? ['deliveries_due', 'due_steady, sequence']
      : ['deliveries_in_order', 'sequence']
  return sql
    .all<DeliveryRow>(
      `SELECT * FROM deliveries INDEXED BY ${index}
       WHERE endpoint_id = @id AND state = 'pending' AND sequence > @above AND sequence <= @upTo AND due_steady <= @steady
       ORDER BY ${order} LIMIT @limit`,
      { id: lane.endpoint.id, ...range, steady, limit }
    )
    .map((row) => unitOf(sql, row))
}

/** What was sealed before and is due again; then new ones, as many together as fit, or whoever waited long enough. */
function batches(sql: Sql, lane: Lane, size: number, range: Range, steady: number, limit: number): Unit[] {
  const again = sql
    .all<DeliveryRow>(
      `SELECT * FROM deliveries INDEXED BY deliveries_due
       WHERE endpoint_id = @id AND state = 'pending' AND sequence > @above AND sequence <= @upTo AND due_steady <= @steady
         AND lead_seq = seq ORDER BY due_steady, sequence LIMIT @limit`,
      { id: lane.endpoint.id, ...range, steady, limit }
    )
    .map((row) => unitOf(sql, row))
  if (again.length >= limit) return again
  const fresh = unsealed(sql, lane, range, size * (limit - again.length))
  const units: Unit[] = []
  for (let at = 0; at < fresh.length; at += size) {
    const rows = fresh.slice(at, at + size)
    if (rows.length === size || isDue(rows, steady)) units.push({ rows, sealed: false })
  }
  return [...again, ...units]
}

/** Strictly by number: whatever stands first goes first, and nothing overtakes it while it waits for its time. */
function headOf(sql: Sql, lane: Lane, steady: number): Unit[] {
  const head = sql.get<DeliveryRow>(
    `SELECT * FROM deliveries INDEXED BY deliveries_in_order
     WHERE endpoint_id = @id AND state = 'pending' AND due_steady < ${neverDue} ORDER BY sequence LIMIT 1`,
    { id: lane.endpoint.id }
  )
  if (head === undefined) return []
  const { batch } = lane.serving
  if (batch === null || head.lead_seq !== null) return head.due_steady <= steady ? [unitOf(sql, head)] : []
  const rows = unsealed(sql, lane, { above: 0, upTo: Number.MAX_SAFE_INTEGER }, batch.size)
  return rows.length === batch.size || isDue(rows, steady) ? [{ rows, sealed: false }] : []
}

const unsealed = (sql: Sql, lane: Lane, range: Range, limit: number): DeliveryRow[] =>
  sql.all<DeliveryRow>(
    `SELECT * FROM deliveries INDEXED BY deliveries_in_order
     WHERE endpoint_id = @id AND state = 'pending' AND sequence > @above AND sequence <= @upTo AND lead_seq IS NULL
     ORDER BY sequence LIMIT @limit`,
    { id: lane.endpoint.id, ...range, limit }
  )

const isDue = (rows: DeliveryRow[], steady: number): boolean => rows.some((row) => row.due_steady <= steady)

const unitOf = (sql: Sql, row: DeliveryRow): Unit => ({ rows: travelling(sql, row), sealed: row.lead_seq !== null })
