import type { EndpointStateRow } from '../queries/endpoint-states'
import { changeEndpointState } from '../queries/endpoint-states'
import type { Sql } from '../sql'
import type { Lane } from './due'
import { atOnceDuringRamp } from './link'
import type { LinkRow } from '../queries/link-state'

/** A delivery is live for one to two of these, then it is backlog. */
const liveMs = 60_000

/** How many requests may leave an endpoint now: by its lane, its rate, its circuit and the link. */
export function freeIn(sql: Sql, lane: Lane, link: LinkRow, steady: number): number {
  const { endpoint, serving, state } = lane
  const sending = sendingAt(sql, endpoint.id)
  if (link.state === 'down' || (serving.breaks && state.probe_steady !== null))
    return sending === 0 && (state.probe_steady ?? 0) <= steady ? 1 : 0
  const ramp = link.state === 'ramping' ? atOnceDuringRamp(link, steady) : Infinity
  const free = Math.min(serving.concurrency, ramp) - sending
  return serving.rate === null ? free : Math.min(free, leftOfRate(sql, lane, steady))
}

/** Requests under way. */
const sendingAt = (sql: Sql, id: string): number =>
  sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM deliveries INDEXED BY deliveries_sending
     WHERE endpoint_id = @id AND state = 'sending' AND (lead_seq IS NULL OR lead_seq = seq)`,
    { id }
  )?.n ?? 0

function leftOfRate(sql: Sql, { endpoint, serving }: Lane, steady: number): number {
  if (serving.rate === null) return Infinity
  const params = { id: endpoint.id, since: steady - serving.rate.perSeconds * 1000 }
  const used = sql.get<{ n: number | null }>(
    'SELECT SUM(requests) AS n FROM rate_marks WHERE endpoint_id = @id AND steady > @since',
    params
  )
  return serving.rate.count - (used?.n ?? 0)
}

export function countRequests(sql: Sql, { endpoint, serving }: Lane, steady: number, requests: number): void {
  if (serving.rate === null || requests === 0) return
  sql.run('DELETE FROM rate_marks WHERE endpoint_id = @id AND steady <= @since', {
    id: endpoint.id,
    since: steady - serving.rate.perSeconds * 1000
  })
  sql.run('INSERT INTO rate_marks (endpoint_id, steady, requests) VALUES (@id, @steady, @requests)', {
    id: endpoint.id,
    steady,
    requests
  })
}

/** Steady time at which a used-up rate lets the next request through; null while it does not hold anything back. */
export function rateOpensAt(sql: Sql, lane: Lane, steady: number): number | null {
  const { rate } = lane.serving
  if (rate === null || leftOfRate(sql, lane, steady) > 0) return null
  const oldest = sql.get<{ steady: number | null }>(
    'SELECT MIN(steady) AS steady FROM rate_marks WHERE endpoint_id = @id AND steady > @since',
    { id: lane.endpoint.id, since: steady - rate.perSeconds * 1000 }
  )
  return (oldest?.steady ?? steady) + rate.perSeconds * 1000
}

/** Moves the line between backlog and live on, so that what waited long gives way to what is new. */
export function moveBacklog(sql: Sql, lane: Lane, steady: number): EndpointStateRow {
  const { endpoint, state } = lane
  if (steady - state.next_backlog_steady < liveMs) return state
  const change = {
    backlog_to: Math.max(state.backlog_to, state.next_backlog_to),
    next_backlog_to: endpoint.last_sequence,
    next_backlog_steady: steady
  }
  changeEndpointState(sql, endpoint.id, change)
  return { ...state, ...change }
}
