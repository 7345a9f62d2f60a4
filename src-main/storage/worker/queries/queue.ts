import type { QueueState } from '../../../../contracts/domain/webhook'
import type { QueueSummary } from '../../api'
import type { Sql } from '../sql'
import type { Times } from '../steady-time'
import { wallTimeOf } from '../steady-time'
import { neverDue } from './deliveries'
import { lastMinutes } from './endpoint-stats'
import { linkRow } from './link-state'

/** Whole minutes over which the forecast's rate is measured. */
const rateMinutes = 5

const countIn = (sql: Sql, states: string[]): number =>
  states.reduce(
    (sum, state) =>
      sum + (sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM deliveries WHERE state = '${state}'`)?.n ?? 0),
    0
  )

/**
 * Steady time at which the next look at the outbox is worth while; null when nothing waits. Leases of what is being sent
 * count, should a result get lost. What waits at an endpoint that is switched off does not fall due.
 */
export function nextDueSteady(sql: Sql): number | null {
  const link = linkRow(sql)
  const closed = link.state === 'down' ? link.probe_steady : null
  const next = sql.get<{ due: number | null; lease: number | null }>(
    `SELECT (SELECT MIN(MAX(due, COALESCE(probe, 0))) FROM (
         SELECT s.probe_steady AS probe,
           (SELECT MIN(d.due_steady) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending') AS due
         FROM endpoints e JOIN endpoint_states s ON s.endpoint_id = e.id
         WHERE (e.enabled = 1 AND e.removed_at IS NULL) OR e.closing = 1)
       WHERE due < ${neverDue}) AS due,
       (SELECT MIN(lease_ends_steady) FROM deliveries WHERE state = 'sending') AS lease`
  )
  const due = next?.due ?? null
  const times = [due === null ? null : Math.max(due, closed ?? 0), next?.lease ?? null]
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** Waiting and dead over all endpoints. */
export function queueSummary(sql: Sql, times: Times): QueueSummary {
  const due = nextDueSteady(sql)
  return {
    waiting: countIn(sql, ['pending', 'sending']),
    dead: countIn(sql, ['dead']),
    nextDueInMs: due === null ? null : Math.max(0, due - times.steady)
  }
}

/** What waits where, and how long it takes at the rate of the last minutes. */
export function queueState(sql: Sql, times: Times): QueueState {
  const link = linkRow(sql)
  const endpoints = sql
    .all<{
      id: string
      waiting: number
      scheduled: number
      oldest: number | null
    }>(
      `SELECT e.id,
         (SELECT COUNT(*) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending')
           + (SELECT COUNT(*) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'sending') AS waiting,
         (SELECT COUNT(*) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.due_steady > @steady
            AND d.due_steady < ${neverDue}) AS scheduled,
         (SELECT created_at FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending'
            ORDER BY d.sequence LIMIT 1) AS oldest
       FROM endpoints e WHERE e.removed_at IS NULL ORDER BY e.created_at, e.id`,
      { steady: times.steady }
    )
    .map((row) => {
      const { delivered } = lastMinutes(sql, row.id, times.now, rateMinutes)
      const perSecond = delivered / (rateMinutes * 60)
      return {
        endpointId: row.id,
        waiting: row.waiting,
        scheduled: row.scheduled,
        oldestAt: row.oldest,
        perSecond,
        secondsLeft: row.waiting === 0 ? 0 : perSecond === 0 ? null : Math.ceil(row.waiting / perSecond)
      }
    })
  return {
    link: link.state,
    linkSince: link.since_at,
    nextProbeAt: link.probe_steady === null ? null : wallTimeOf(link.probe_steady, times),
    waiting: endpoints.reduce((sum, { waiting }) => sum + waiting, 0),
    dead: countIn(sql, ['dead']),
    endpoints
  }
}
