import { neverDue } from '../queries/deliveries'
import { endpointState } from '../queries/endpoint-states'
import { isBlocked } from '../queries/endpoint-states'
import { servedRows } from '../queries/endpoints'
import { linkRow } from '../queries/link-state'
import type { UseCaseContext } from '../use-cases/context'
import type { Lane } from './due'
import { rateOpensAt } from './lane-limits'
import { servingOf } from './serving'

/** Claims while traffic grows after the link came back. */
const rampLookMs = 500

/**
 * Steady time at which the next claim is worth while; null when nothing waits. What is being sent counts with its lease,
 * should its result get lost; the end of an attempt is a reason of its own.
 */
export function nextLook({ sql, times }: Pick<UseCaseContext, 'sql' | 'times'>): number | null {
  const link = linkRow(sql)
  const looks = servedRows(sql).flatMap((endpoint): number[] => {
    const lane: Lane = { endpoint, serving: servingOf(sql, endpoint), state: endpointState(sql, endpoint.id) }
    const fifo = lane.serving.order === 'fifo'
    if (fifo && isBlocked(sql, lane.state)) return []
    const due = sql.get<{ due: number }>(
      fifo
        ? `SELECT due_steady AS due FROM deliveries INDEXED BY deliveries_in_order
           WHERE endpoint_id = @id AND state = 'pending' AND due_steady < ${neverDue} ORDER BY sequence LIMIT 1`
        : `SELECT due_steady AS due FROM deliveries INDEXED BY deliveries_due
           WHERE endpoint_id = @id AND state = 'pending' ORDER BY due_steady LIMIT 1`,
      { id: endpoint.id }
    )?.due
    if (due === undefined || due >= neverDue) return []
    const opens = lane.serving.breaks ? (lane.state.probe_steady ?? 0) : 0
    return [Math.max(due, opens, rateOpensAt(sql, lane, times.steady) ?? 0)]
  })
  const shut =
    link.state === 'down' ? (link.probe_steady ?? 0) : link.state === 'ramping' ? times.steady + rampLookMs : 0
  const expiry = sql.get<{ at: number | null }>(
    `SELECT MIN(expires_steady) AS at FROM deliveries INDEXED BY deliveries_expiring
     WHERE state = 'pending' AND expires_steady IS NOT NULL`
  )
  const lease = sql.get<{ at: number | null }>(
    `SELECT MIN(lease_ends_steady) AS at FROM deliveries WHERE state = 'sending'`
  )
  const all = [...looks.map((look) => Math.max(look, shut)), expiry?.at, lease?.at].filter(
    (at) => at !== null && at !== undefined
  )
  return all.length === 0 ? null : Math.min(...all)
}
