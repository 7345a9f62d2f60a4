import { z } from 'zod'
import { eventTypeSchema } from '../../../../contracts/domain/event'
import type { DialectName, Endpoint, EndpointInput, EndpointOptions } from '../../../../contracts/domain/webhook'
import { customHeaderSchema, endpointOptionsSchema } from '../../../../contracts/domain/webhook'
import type { Sql } from '../sql'
import { flag } from '../sql'
import type { Times } from '../steady-time'
import { wallTimeOf } from '../steady-time'
import type { EndpointStateRow } from './endpoint-states'
import { endpointState, isBlocked } from './endpoint-states'
import { endpointStats } from './endpoint-stats'
import { parseRemembered } from './json-column'
import { linkRow } from './link-state'
import { secretsOf } from './secrets'

export interface EndpointRow {
  id: string
  kind: 'http'
  url: string
  description: string
  alias: string
  dialect: DialectName
  events: string
  enabled: number
  timeout_ms: number
  allow_loopback: number
  version: number
  options: string
  header_names: string
  headers: Uint8Array | null
  client_key: Uint8Array | null
  proxy_password: Uint8Array | null
  disabled_reason: string | null
  created_at: number
  updated_at: number
  removed_at: number | null
  /** Of a removed one: 1 while its last delivery is on its way, 2 while its queue is still being cancelled. */
  closing: number
}

const eventsSchema = z.array(eventTypeSchema)
const headerNamesSchema = z.array(customHeaderSchema.shape.name)

export const eventsOf = (sql: Sql, row: Pick<EndpointRow, 'events'>) =>
  parseRemembered(sql, eventsSchema, 'endpoints.events', row.events)

export const optionsOf = (sql: Sql, row: Pick<EndpointRow, 'options'>): EndpointOptions =>
  parseRemembered(sql, endpointOptionsSchema, 'endpoints.options', row.options)

export const headerNamesOf = (sql: Sql, row: Pick<EndpointRow, 'header_names'>) =>
  parseRemembered(sql, headerNamesSchema, 'endpoints.header_names', row.header_names)

/** Undefined for a removed one as well. */
export const endpointRow = (sql: Sql, id: string): EndpointRow | undefined =>
  sql.get<EndpointRow>('SELECT * FROM endpoints WHERE id = @id AND removed_at IS NULL', { id })

/** A removed one too, as long as the log names it. */
export const anyEndpointRow = (sql: Sql, id: string): EndpointRow | undefined =>
  allRows(sql).find((row) => row.id === id) ?? sql.get<EndpointRow>('SELECT * FROM endpoints WHERE id = @id', { id })

/** In the order in which they were added. The writer keeps them at hand: what comes out is shared, never change it. */
export const endpointRows = (sql: Sql): readonly EndpointRow[] => allRows(sql).filter((row) => row.removed_at === null)

/** Those that deliveries go to: on, or removed with their last delivery still on its way. */
export const servedRows = (sql: Sql): readonly EndpointRow[] =>
  allRows(sql).filter((row) => (row.removed_at === null && row.enabled === 1) || row.closing === 1)

const keptRows = 'endpoints'
const allRows = (sql: Sql): readonly EndpointRow[] =>
  sql.keep(keptRows, () =>
    sql.all<EndpointRow>('SELECT * FROM endpoints WHERE removed_at IS NULL OR closing <> 0 ORDER BY created_at, id')
  )

/** Call it after every change of an endpoint's row. */
export const endpointsChanged = (sql: Sql): void => sql.forget(keptRows)

export function toEndpoint(sql: Sql, row: EndpointRow, times: Times): Endpoint {
  const state = endpointState(sql, row.id)
  return {
    id: row.id,
    kind: row.kind,
    url: row.url,
    description: row.description,
    alias: row.alias,
    dialect: row.dialect,
    events: eventsOf(sql, row),
    enabled: row.enabled === 1,
    timeoutMs: row.timeout_ms,
    allowLoopback: row.allow_loopback === 1,
    options: optionsOf(sql, row),
    headers: headerNamesOf(sql, row).map((name) => ({ name })),
    hasClientKey: row.client_key !== null,
    hasProxyPassword: row.proxy_password !== null,
    state: stateOf(sql, row, state),
    probeAt: state.probe_steady === null ? null : wallTimeOf(state.probe_steady, times),
    pinnedSignatureFormat: state.pinned_format,
    clockSkewMs: state.clock_skew_ms,
    version: row.version,
    secrets: secretsOf(sql, row.id, times),
    disabledReason: row.disabled_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    stats: endpointStats(sql, row.id, state, times.now)
  }
}

function stateOf(sql: Sql, row: EndpointRow, state: EndpointStateRow): Endpoint['state'] {
  if (row.enabled !== 1) return 'off'
  if (isBlocked(sql, state)) return 'blocked'
  if (linkRow(sql).state === 'down' || linkRow(sql).state === 'probing') return 'parked'
  return state.probe_steady === null ? 'active' : 'open_circuit'
}

const configuration = (input: EndpointInput) => ({
  url: input.url,
  description: input.description,
  alias: input.alias,
  dialect: input.dialect,
  events: JSON.stringify(input.events),
  enabled: flag(input.enabled),
  timeoutMs: input.timeoutMs,
  allowLoopback: flag(input.allowLoopback),
  options: JSON.stringify(input.options),
  headerNames: JSON.stringify(input.headers.map(({ name }) => name))
})

export interface EndpointChange {
  id: string
  input: EndpointInput
  disabledReason: string | null
  now: number
}

export function insertEndpoint(sql: Sql, { id, input, disabledReason, now }: EndpointChange): void {
  sql.run(
    `INSERT INTO endpoints (id, kind, url, description, alias, dialect, events, enabled, timeout_ms, allow_loopback, options,
       header_names, version, last_sequence, disabled_reason, created_at, updated_at)
     VALUES (@id, 'http', @url, @description, @alias, @dialect, @events, @enabled, @timeoutMs, @allowLoopback, @options,
       @headerNames, 1, 0, @disabledReason, @now, @now)`,
    { id, ...configuration(input), disabledReason, now }
  )
  sql.run('INSERT INTO endpoint_states (endpoint_id) VALUES (@id)', { id })
  endpointsChanged(sql)
}

export function changeEndpoint(sql: Sql, { id, input, disabledReason, now }: EndpointChange): void {
  sql.run(
    `UPDATE endpoints SET url = @url, description = @description, alias = @alias, dialect = @dialect, events = @events,
       enabled = @enabled, timeout_ms = @timeoutMs, allow_loopback = @allowLoopback, options = @options,
       header_names = @headerNames, version = version + 1, disabled_reason = @disabledReason, updated_at = @now
     WHERE id = @id`,
    { id, ...configuration(input), disabledReason, now }
  )
  endpointsChanged(sql)
}

export function disableEndpoint(sql: Sql, id: string, reason: string, now: number): void {
  sql.run(
    `UPDATE endpoints SET enabled = 0, disabled_reason = @reason, version = version + 1, updated_at = @now WHERE id = @id`,
    { id, reason, now }
  )
  endpointsChanged(sql)
}

/** Removed ones whose queue is still being cancelled. */
export const emptyingRows = (sql: Sql): readonly EndpointRow[] => allRows(sql).filter((row) => row.closing === 2)

/**
 * The row stays, so that the log can name where old deliveries went. From here on it gets nothing new and nothing of its
 * queue is sent; `enabled` is left as it was, since it says whether the endpoint hears of its end.
 */
export function removeEndpointRow(sql: Sql, id: string, now: number): void {
  sql.run('UPDATE endpoints SET removed_at = @now, updated_at = @now, closing = 2 WHERE id = @id', { id, now })
  endpointsChanged(sql)
}

/** Its queue is empty. `lastDelivery`: one is still to go, and its end ends the endpoint. */
export function emptiedEndpointRow(sql: Sql, id: string, lastDelivery: boolean): void {
  sql.run('UPDATE endpoints SET enabled = 0, closing = @closing WHERE id = @id', { id, closing: flag(lastDelivery) })
  endpointsChanged(sql)
}

/** Another endpoint that bears this name already. */
export const aliasTaken = (sql: Sql, alias: string, except: string | null): boolean =>
  alias !== '' &&
  sql.get('SELECT 1 FROM endpoints WHERE alias = @alias AND removed_at IS NULL AND id <> @except', {
    alias,
    except: except ?? ''
  }) !== undefined
