import type { QueueState } from '../../../../contracts/domain/webhook'
import type { QueueSummary } from '../../api'
import type { Sql } from '../sql'
import type { Times } from '../steady-time'
import { wallTimeOf } from '../steady-time'
import { neverDue } from './deliveries'
import { lastMinutes } from './endpoint-stats'
import { nextLook } from '../outbox/next-look'
import { linkRow } from './link-state'

/** Whole minutes over which the forecast's rate is measured. */
const rateMinutes = 5
/** A rate over less would be a guess. */
const shortestRateS = 10

const countIn = (sql: Sql, states: string[]): number =>
  states.reduce(
    (sum, state) =>
      sum + (sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM deliveries WHERE state = '${state}'`)?.n ?? 0),
    0
  )

/** Waiting and dead over all endpoints. */
export function queueSummary(sql: Sql, times: Times): QueueSummary {
  const due = nextLook({ sql, times })
  return {
    link: linkRow(sql).state,
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
      const { delivered, overMs } = lastMinutes(sql, row.id, times.now, rateMinutes)
      const perSecond = delivered / Math.max(shortestRateS, overMs / 1000)
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
