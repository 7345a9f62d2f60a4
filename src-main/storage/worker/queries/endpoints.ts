import { z } from 'zod'
import { eventTypeSchema } from '../../../../contracts/domain/event'
import type { DialectName, Endpoint, EndpointInput } from '../../../../contracts/domain/webhook'
import type { Sql } from '../sql'
import { flag } from '../sql'
import type { Times } from '../steady-time'
import { parseColumn } from './json-column'
import { secretsOf } from './secrets'

export interface EndpointRow {
  id: string
  kind: 'http'
  url: string
  description: string
  dialect: DialectName
  events: string
  enabled: number
  timeout_ms: number
  allow_loopback: number
  version: number
  disabled_reason: string | null
  created_at: number
  updated_at: number
}

const dayMs = 24 * 3_600_000

export const eventsOf = (row: Pick<EndpointRow, 'events'>) =>
  parseColumn(z.array(eventTypeSchema), 'endpoints.events', row.events)

/** Undefined for a removed one as well. */
export const endpointRow = (sql: Sql, id: string): EndpointRow | undefined =>
  sql.get<EndpointRow>('SELECT * FROM endpoints WHERE id = @id AND removed_at IS NULL', { id })

/** In the order in which they were added. */
export const endpointRows = (sql: Sql): EndpointRow[] =>
  sql.all<EndpointRow>('SELECT * FROM endpoints WHERE removed_at IS NULL ORDER BY created_at, id')

export function toEndpoint(sql: Sql, row: EndpointRow, times: Times): Endpoint {
  return {
    id: row.id,
    kind: row.kind,
    url: row.url,
    description: row.description,
    dialect: row.dialect,
    events: eventsOf(row),
    enabled: row.enabled === 1,
    timeoutMs: row.timeout_ms,
    allowLoopback: row.allow_loopback === 1,
    version: row.version,
    secrets: secretsOf(sql, row.id, times),
    disabledReason: row.disabled_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    stats: statsOf(sql, row.id, times.now - dayMs)
  }
}

const configuration = (input: EndpointInput) => ({
  url: input.url,
  description: input.description,
  dialect: input.dialect,
  events: JSON.stringify(input.events),
  enabled: flag(input.enabled),
  timeoutMs: input.timeoutMs,
  allowLoopback: flag(input.allowLoopback)
})

export interface EndpointChange {
  id: string
  input: EndpointInput
  disabledReason: string | null
  now: number
}

export function insertEndpoint(sql: Sql, { id, input, disabledReason, now }: EndpointChange): void {
  sql.run(
    `INSERT INTO endpoints (id, kind, url, description, dialect, events, enabled, timeout_ms, allow_loopback, version,
       last_sequence, disabled_reason, created_at, updated_at)
     VALUES (@id, 'http', @url, @description, @dialect, @events, @enabled, @timeoutMs, @allowLoopback, 1, 0,
       @disabledReason, @now, @now)`,
    { id, ...configuration(input), disabledReason, now }
  )
}

export function changeEndpoint(sql: Sql, { id, input, disabledReason, now }: EndpointChange): void {
  sql.run(
    `UPDATE endpoints SET url = @url, description = @description, dialect = @dialect, events = @events, enabled = @enabled,
       timeout_ms = @timeoutMs, allow_loopback = @allowLoopback, version = version + 1, disabled_reason = @disabledReason,
       updated_at = @now WHERE id = @id`,
    { id, ...configuration(input), disabledReason, now }
  )
}

export function disableEndpoint(sql: Sql, id: string, reason: string, now: number): void {
  sql.run(
    `UPDATE endpoints SET enabled = 0, disabled_reason = @reason, version = version + 1, updated_at = @now WHERE id = @id`,
    { id, reason, now }
  )
}

/** The row stays, so that the log can name where old deliveries went. */
export function removeEndpointRow(sql: Sql, id: string, now: number): void {
  sql.run('UPDATE endpoints SET enabled = 0, removed_at = @now, updated_at = @now WHERE id = @id', { id, now })
}

/** The endpoint's next sequence, from 1 and without gaps: it is taken in the transaction that writes the delivery. */
export const takeSequence = (sql: Sql, id: string): number =>
  sql.get<{ n: number }>(
    'UPDATE endpoints SET last_sequence = last_sequence + 1 WHERE id = @id RETURNING last_sequence AS n',
    {
      id
    }
  )?.n ?? 0

function statsOf(sql: Sql, id: string, since: number): Endpoint['stats'] {
  const queued = sql.get<{ waiting: number; dead: number }>(
    `SELECT COALESCE(SUM(state <> 'dead'), 0) AS waiting, COALESCE(SUM(state = 'dead'), 0) AS dead
     FROM deliveries WHERE endpoint_id = @id AND state IN ('pending', 'sending', 'dead')`,
    { id }
  )
  const ended = sql.get<{ delivered: number; failed: number; lastSuccess: number | null; lastFailure: number | null }>(
    `SELECT
       (SELECT COUNT(*) FROM attempts WHERE endpoint_id = @id AND outcome = 'success' AND finished_at > @since) AS delivered,
       (SELECT COUNT(*) FROM attempts WHERE endpoint_id = @id AND outcome IN ('retry', 'failed', 'unknown')
          AND finished_at > @since) AS failed,
       (SELECT MAX(finished_at) FROM attempts WHERE endpoint_id = @id AND outcome = 'success') AS lastSuccess,
       (SELECT MAX(finished_at) FROM attempts WHERE endpoint_id = @id AND outcome IN ('retry', 'failed', 'unknown')) AS lastFailure`,
    { id, since }
  )
  const failure = sql.get<{ error: string | null; status: number | null }>(
    `SELECT error, status FROM attempts WHERE endpoint_id = @id AND outcome IN ('retry', 'failed', 'unknown')
     ORDER BY finished_at DESC LIMIT 1`,
    { id }
  )
  return {
    waiting: queued?.waiting ?? 0,
    dead: queued?.dead ?? 0,
    delivered24h: ended?.delivered ?? 0,
    failed24h: ended?.failed ?? 0,
    lastSuccessAt: ended?.lastSuccess ?? null,
    lastFailureAt: ended?.lastFailure ?? null,
    lastError: failure?.error ?? (failure?.status ? `HTTP ${failure.status}` : null)
  }
}
