import { z } from 'zod'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import type { Sql } from '../sql'
import type { EndpointStateRow } from './endpoint-states'
import { parseColumn } from './json-column'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const hours = 24

/** Counts by bucket: bucket b holds answers that took up to 2^(b/2) ms. */
const latencySchema = z.record(z.string(), z.number())
type Latency = z.infer<typeof latencySchema>

export const latencyBucket = (ms: number): number => Math.max(0, Math.ceil(2 * Math.log2(Math.max(1, ms))))

export interface Tally {
  delivered: number
  failed: number
  /** Of attempts that were answered, ms. */
  latencies: number[]
}

/** Adds attempts that ended to the minute of `now`. */
export function addToMinute(sql: Sql, endpointId: string, now: number, tally: Tally): void {
  const key = { endpointId, minute: Math.floor(now / minuteMs) }
  const known = sql.get<{ latency: string }>(
    'SELECT latency FROM endpoint_minutes WHERE endpoint_id = @endpointId AND minute = @minute',
    key
  )
  const latency: Latency = known === undefined ? {} : parseColumn(latencySchema, 'endpoint_minutes', known.latency)
  for (const ms of tally.latencies) {
    const bucket = String(latencyBucket(ms))
    latency[bucket] = (latency[bucket] ?? 0) + 1
  }
  const { delivered, failed } = tally
  sql.run(
    `INSERT INTO endpoint_minutes (endpoint_id, minute, delivered, failed, latency)
     VALUES (@endpointId, @minute, @delivered, @failed, @latency)
     ON CONFLICT (endpoint_id, minute) DO UPDATE SET delivered = delivered + excluded.delivered,
       failed = failed + excluded.failed, latency = excluded.latency`,
    { ...key, delivered, failed, latency: JSON.stringify(latency) }
  )
}

/** Attempts that ended within the last `minutes`. */
export function lastMinutes(
  sql: Sql,
  endpointId: string,
  now: number,
  minutes: number
): { delivered: number; failed: number } {
  const row = sql.get<{ delivered: number | null; failed: number | null }>(
    `SELECT SUM(delivered) AS delivered, SUM(failed) AS failed FROM endpoint_minutes
     WHERE endpoint_id = @endpointId AND minute > @after`,
    { endpointId, after: Math.floor(now / minuteMs) - minutes }
  )
  return { delivered: row?.delivered ?? 0, failed: row?.failed ?? 0 }
}

export function deleteOldMinutes(sql: Sql, now: number): void {
  sql.run('DELETE FROM endpoint_minutes WHERE minute < @before', {
    before: Math.floor((now - (hours + 1) * hourMs) / minuteMs)
  })
}

/** What waits at an endpoint and what is dead there. */
export function queuedAt(sql: Sql, id: string): { waiting: number; dead: number } {
  const count = (state: string) =>
    sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM deliveries WHERE endpoint_id = @id AND state = '${state}'`, {
      id
    })?.n ?? 0
  return { waiting: count('pending') + count('sending'), dead: count('dead') }
}

export function endpointStats(sql: Sql, id: string, state: EndpointStateRow, now: number): Endpoint['stats'] {
  const thisHour = Math.floor(now / hourMs)
  const first = thisHour - hours + 1
  const rows = sql.all<{ minute: number; delivered: number; failed: number; latency: string }>(
    'SELECT minute, delivered, failed, latency FROM endpoint_minutes WHERE endpoint_id = @id AND minute > @after',
    { id, after: Math.floor((now - hours * hourMs) / minuteMs) }
  )
  const byHour = Array.from({ length: hours }, (_, index) => ({
    from: (first + index) * hourMs,
    delivered: 0,
    failed: 0
  }))
  const latency: Latency = {}
  let delivered24h = 0
  let failed24h = 0
  for (const row of rows) {
    delivered24h += row.delivered
    failed24h += row.failed
    // What a clock that was set back left behind counts to the hour at that end.
    const hour = byHour[Math.min(hours - 1, Math.max(0, Math.floor(row.minute / 60) - first))]
    if (hour !== undefined) {
      hour.delivered += row.delivered
      hour.failed += row.failed
    }
    for (const [bucket, count] of Object.entries(parseColumn(latencySchema, 'endpoint_minutes', row.latency)))
      latency[bucket] = (latency[bucket] ?? 0) + count
  }
  return {
    ...queuedAt(sql, id),
    delivered24h,
    failed24h,
    lastSuccessAt: state.last_success_at,
    lastFailureAt: state.last_failure_at,
    lastError: state.last_error,
    hours: byHour,
    latencyMs: percentiles(latency)
  }
}

function percentiles(latency: Latency): { p50: number; p95: number } | null {
  const counts = Object.entries(latency)
    .map(([bucket, count]): [number, number] => [Number(bucket), count])
    .sort(([one], [other]) => one - other)
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  if (all === 0) return null
  const at = (share: number) => {
    let seen = 0
    for (const [bucket, count] of counts) {
      seen += count
      // The middle of a bucket, in which the truth lies within a fifth.
      if (seen >= share * all) return Math.round(2 ** ((bucket - 0.5) / 2))
    }
    return 0
  }
  return { p50: at(0.5), p95: at(0.95) }
}
