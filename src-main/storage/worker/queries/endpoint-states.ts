import type { Sql, SqlParams, SqlValue } from '../sql'

/** What an endpoint's answers brought about. Times are steady ms unless they end in `_at`. */
export interface EndpointStateRow {
  endpoint_id: string
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

/** What waits now is backlog from here on: live deliveries go before it. */
export function declareBacklog(sql: Sql, endpointId: string, steady: number): void {
  sql.run(
    `UPDATE endpoint_states SET backlog_to = e.last_sequence, next_backlog_to = e.last_sequence, next_backlog_steady = @steady
     FROM endpoints e WHERE e.id = endpoint_id AND endpoint_id = @endpointId`,
    { endpointId, steady }
  )
}
