import type { Sql, SqlParams, SqlValue } from '../sql'

/** What an endpoint's answers brought about. Times are steady ms unless they end in `_at`. */
export interface EndpointStateRow {
  endpoint_id: string
  last_sequence: number
  failures: number
  failing_steady: number | null
  probe_steady: number | null
  probes: number
  blocked_by: number | null
  pinned_format: 'prefixed' | 'bare' | null
  reached_steady: number | null
  unreachable_steady: number | null
  backlog_to: number
  next_backlog_to: number
  next_backlog_steady: number
  /** Of a removed one: deliveries cancelled so far. */
  cancelled: number
  warned: number
  last_success_at: number | null
  last_failure_at: number | null
  last_error: string | null
  clock_skew_ms: number | null
}

export function endpointState(sql: Sql, endpointId: string): EndpointStateRow {
  const row = sql.get<EndpointStateRow>('SELECT * FROM endpoint_states WHERE endpoint_id = @endpointId', { endpointId })
  if (row === undefined) throw new Error('an endpoint has no state')
  return row
}

/** Writes the given columns and no others. */
export function changeEndpointState(
  sql: Sql,
  endpointId: string,
  change: Partial<Omit<EndpointStateRow, 'endpoint_id'>>
): void {
  const entries: [string, SqlValue][] = Object.entries(change)
  if (entries.length === 0) return
  const params: SqlParams = { ...Object.fromEntries(entries), endpointId }
  const columns = entries.map(([column]) => `${column} = @${column}`).join(', ')
  sql.run(`UPDATE endpoint_states SET ${columns} WHERE endpoint_id = @endpointId`, params)
}

/** True while the delivery that stopped the lane is still dead: one that was sent again, skipped or erased stops nothing. */
export const isBlocked = (sql: Sql, state: Pick<EndpointStateRow, 'blocked_by'>): boolean =>
  state.blocked_by !== null &&
  sql.get(`SELECT 1 FROM deliveries WHERE seq = @seq AND state = 'dead'`, { seq: state.blocked_by }) !== undefined

/** The endpoint's next sequence, from 1 and without gaps: it is taken in the transaction that writes the delivery. */
export const takeSequence = (sql: Sql, id: string): number =>
  sql.rows<[number]>(
    'UPDATE endpoint_states SET last_sequence = last_sequence + 1 WHERE endpoint_id = ? RETURNING last_sequence',
    id
  )[0]?.[0] ?? 0

/** What waits now is backlog from here on: live deliveries go before it. */
export function declareBacklog(sql: Sql, endpointId: string, steady: number): void {
  sql.run(
    `UPDATE endpoint_states SET backlog_to = last_sequence, next_backlog_to = last_sequence, next_backlog_steady = @steady
     WHERE endpoint_id = @endpointId`,
    { endpointId, steady }
  )
}
