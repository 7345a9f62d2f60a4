import type { Sql } from '../sql'
import type { Times } from '../steady-time'
import type { LinkRow } from '../queries/link-state'
import { linkRow, writeLink } from '../queries/link-state'

/**
 * Whether the way out is there at all. When all endpoints are out of reach, deliveries wait without being charged for it;
 * now and then one of each goes out to try. Once anything is reached, traffic grows over a few seconds.
 */
const probeMs = { first: 5000, most: 60_000 }
const rampMs = 15_000
const rampStepMs = 1000

/** Requests at once at each endpoint while traffic grows: one more every second. */
export const atOnceDuringRamp = (link: Pick<LinkRow, 'since_steady'>, steady: number): number =>
  1 + Math.floor(Math.max(0, steady - link.since_steady) / rampStepMs)

/** The link as a claim finds it: one that has grown long enough is up. */
export function linkForClaim(sql: Sql, times: Times): LinkRow {
  const link = linkRow(sql)
  if (link.state === 'ramping' && times.steady - link.since_steady >= rampMs) return enter(sql, link, 'up', times)
  // Whoever was to tell how the probe went is gone.
  if (link.state === 'probing' && sql.get(`SELECT 1 FROM deliveries WHERE state = 'sending'`) === undefined)
    return enter(sql, link, 'down', times)
  return link
}

/** True when nothing may leave at this moment. */
export const isShut = (link: LinkRow, steady: number): boolean =>
  link.state === 'probing' || (link.state === 'down' && (link.probe_steady ?? 0) > steady)

/** Told when a claim under a link that is down took something: it is the probe. */
export function beginProbe(sql: Sql, times: Times): void {
  const link = linkRow(sql)
  const probes = link.probes + 1
  const wait = Math.min(probeMs.most, probeMs.first * 2 ** probes)
  writeLink(sql, { ...link, state: 'probing', probe_steady: times.steady + wait, probes })
}

/** Something was reached. */
export function linkReached(sql: Sql, times: Times): boolean {
  const link = linkRow(sql)
  if (link.state !== 'down' && link.state !== 'probing') return false
  enter(sql, link, 'ramping', times)
  return true
}

/**
 * Something was not reached at all. True when that is the link's fault and not the endpoint's: nothing else was reached since
 * this endpoint was out of reach first.
 */
export function linkMissed(sql: Sql, endpointId: string, unreachableSince: number, times: Times): boolean {
  const reached = sql.get(
    `SELECT 1 FROM endpoint_states s JOIN endpoints e ON e.id = s.endpoint_id
     WHERE s.endpoint_id <> @endpointId AND s.reached_steady > @unreachableSince AND e.removed_at IS NULL`,
    { endpointId, unreachableSince }
  )
  if (reached !== undefined) return false
  const link = linkRow(sql)
  if (link.state === 'probing') writeLink(sql, { ...link, state: 'down' })
  else if (link.state !== 'down') {
    const since = { since_at: times.now, since_steady: times.steady }
    writeLink(sql, { state: 'down', ...since, probe_steady: times.steady + probeMs.first, probes: 0 })
  }
  return true
}

function enter(sql: Sql, link: LinkRow, state: LinkRow['state'], times: Times): LinkRow {
  const next: LinkRow =
    state === 'down'
      ? { ...link, state, probe_steady: Math.max(link.probe_steady ?? 0, times.steady) }
      : { state, since_at: times.now, since_steady: times.steady, probe_steady: null, probes: 0 }
  writeLink(sql, next)
  return next
}
