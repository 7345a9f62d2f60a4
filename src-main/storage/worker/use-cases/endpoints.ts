import type { EventType } from '../../../../contracts/domain/event'
import type { Delivery, Endpoint, EndpointInput } from '../../../../contracts/domain/webhook'
import { switchedOffByOperator } from '../../../../contracts/domain/webhook'
import { MusterError } from '../../../../contracts/result'
import { dialects } from '../../../webhooks/dialects/index'
import type { Written } from '../../api'
import { closeForGood } from '../outbox/closing'
import { configured, tellOfEndpoint } from '../outbox/endpoint-news'
import { sampleFor } from '../outbox/sample-event'
import { loggedDeliveryRow, signBy, toDelivery } from '../queries/deliveries'
import { sealCredentials } from '../queries/endpoint-sealed'
import { changeEndpointState, endpointState } from '../queries/endpoint-states'
import type { EndpointRow } from '../queries/endpoints'
import {
  aliasTaken,
  changeEndpoint,
  emptiedEndpointRow,
  emptyingRows,
  endpointRow,
  headerNamesOf,
  insertEndpoint,
  removeEndpointRow,
  toEndpoint
} from '../queries/endpoints'
import { deleteRetiredSecrets, dropOldSecrets, insertSecret, retireSecrets, secretsOf } from '../queries/secrets'
import { appendEventTo, isoTime } from './append-event'
import { cancelForEndpoint } from './cancel-deliveries'
import type { UseCaseContext } from './context'

export function createEndpoint(context: UseCaseContext, input: EndpointInput, secret: string): Endpoint {
  const { sql, vault, times } = context
  mustBeFree(context, input.alias, null)
  mustHaveValues(input, [])
  const id = context.newId('endpoint')
  insertEndpoint(sql, { id, input, disabledReason: input.enabled ? null : switchedOffByOperator, now: times.now })
  sealCredentials(sql, vault, id, null, input)
  insertSecret(sql, vault, { id: context.newId('secret'), endpointId: id, value: secret, now: times.now })
  tellOfEndpoint(context, 'webhook.created', configured(context, existingEndpoint(context, id)))
  return toEndpoint(sql, existingEndpoint(context, id), times)
}

/** Switching an endpoint on forgets why it was off, and what it answered before; what waited is due where its time has come. */
export function updateEndpoint(context: UseCaseContext, id: string, input: EndpointInput): Endpoint {
  const { sql, vault, times } = context
  const before = existingEndpoint(context, id)
  mustBeFree(context, input.alias, id)
  mustHaveValues(input, headerNamesOf(sql, before))
  const disabledReason = input.enabled ? null : (before.disabled_reason ?? switchedOffByOperator)
  changeEndpoint(sql, { id, input, disabledReason, now: times.now })
  sealCredentials(sql, vault, id, before, input)
  const after = existingEndpoint(context, id)
  const changed = changedSettings(before, after)
  const another = changed.some((name) => ['url', 'dialect', 'enabled', 'options'].includes(name))
  // Another address, or another way to it, deserves to be tried at once; a found form of signature was the old one's.
  if (another) changeEndpointState(sql, id, { failures: 0, failing_steady: null, probe_steady: null, probes: 0 })
  if (another) changeEndpointState(sql, id, { pinned_format: null })
  tellOfEndpoint(context, 'webhook.updated', { ...configured(context, after), changed })
  return toEndpoint(sql, existingEndpoint(context, id), times)
}

const told: Partial<Record<keyof EndpointRow, string>> = {
  url: 'url',
  description: 'description',
  alias: 'alias',
  dialect: 'dialect',
  events: 'events',
  enabled: 'enabled',
  timeout_ms: 'timeout',
  allow_loopback: 'allow_loopback',
  options: 'options',
  header_names: 'headers'
}

const changedSettings = (before: EndpointRow, after: EndpointRow): string[] =>
  Object.entries(told).flatMap(([column, name]) =>
    before[column as keyof EndpointRow] === after[column as keyof EndpointRow] ? [] : [name]
  )

/** Deliveries cancelled in one commit: marks go in between. */
export const cancelledAtOnce = 500

/**
 * What waits is cancelled, some in this commit and the rest in the next ones; where the dialect has a word for it, the
 * endpoint then hears of its end, and that is the last. `cancelledDeliveries` counts those of earlier calls too.
 */
export function removeEndpoint(context: UseCaseContext, id: string): { cancelledDeliveries: number; more: boolean } {
  const { sql, times } = context
  const emptying = emptyingRows(sql).find((row) => row.id === id)
  const row = emptying ?? existingEndpoint(context, id)
  if (emptying === undefined) removeEndpointRow(sql, id, times.now)
  const ended = cancelForEndpoint(context, id, cancelledAtOnce)
  const cancelledDeliveries = endpointState(sql, id).cancelled + ended
  changeEndpointState(sql, id, { cancelled: cancelledDeliveries })
  if (ended >= cancelledAtOnce) return { cancelledDeliveries, more: true }
  const { offers, optional } = dialects[row.dialect]
  const hears = row.enabled === 1 && [...offers, ...optional].includes('webhook.deleted')
  emptiedEndpointRow(sql, id, hears)
  if (hears) {
    const data = {
      ...configured(context, row),
      cancelled_deliveries: cancelledDeliveries,
      deleted_at: isoTime(times.now)
    }
    const event = { occurredAt: times.now, personId: null, cameraId: null, data }
    appendEventTo(context, { type: 'webhook.deleted' as const, ...event }, [row])
  } else closeForGood(sql, id)
  return { cancelledDeliveries, more: false }
}

/**
 * Those before the new secret sign for `overlapMs` of steady time: beside it where a header carries several signatures, else
 * alone, until the operator switches.
 */
export function rotateSecret(context: UseCaseContext, id: string, secret: string, overlapMs: number): Endpoint {
  const { sql, vault, times } = context
  existingEndpoint(context, id)
  retireSecrets(sql, id, times.steady + Math.round(overlapMs))
  deleteRetiredSecrets(sql, times.steady)
  insertSecret(sql, vault, { id: context.newId('secret'), endpointId: id, value: secret, now: times.now })
  return toEndpoint(sql, existingEndpoint(context, id), times)
}

export function switchSecret(context: UseCaseContext, id: string): Endpoint {
  existingEndpoint(context, id)
  dropOldSecrets(context.sql, id)
  return toEndpoint(context.sql, existingEndpoint(context, id), context.times)
}

/** A sample of an event of the endpoint's dialect, queued like any other. */
export function sendTest(
  context: UseCaseContext,
  endpointId: string,
  type: EventType | null,
  secretId: string | null
): Written<Delivery> {
  const { sql, times } = context
  const endpoint = existingEndpoint(context, endpointId)
  if (endpoint.enabled !== 1) throw new MusterError('conflict', 'This endpoint is switched off. Switch it on first.')
  const { offers, optional, testEvent, signatureHeader } = dialects[endpoint.dialect]
  if (type !== null && ![...offers, ...optional].includes(type))
    throw new MusterError('invalid_input', 'This dialect has no such event.', { type })
  if (secretId !== null && !secretsOf(sql, endpointId, times).some(({ id }) => id === secretId))
    throw new MusterError('not_found', 'This secret does not sign any more.')
  if (secretId !== null && signatureHeader === null)
    throw new MusterError('conflict', 'All secrets of this endpoint sign each delivery already.')
  const [deliveryId] = appendEventTo(context, sampleFor(context, endpoint, type ?? testEvent), [endpoint]).deliveryIds
  if (deliveryId !== undefined && secretId !== null) signBy(sql, deliveryId, secretId)
  const row = deliveryId === undefined ? undefined : loggedDeliveryRow(sql, deliveryId)
  if (row === undefined) throw new Error('a delivery is missing right after it was written')
  return { value: toDelivery(row, times), deliveriesDue: true }
}

export function existingEndpoint({ sql }: Pick<UseCaseContext, 'sql'>, id: string): EndpointRow {
  const row = endpointRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This endpoint is no longer there.')
  return row
}

function mustBeFree({ sql }: UseCaseContext, alias: string, id: string | null): void {
  if (aliasTaken(sql, alias, id))
    throw new MusterError('conflict', 'Another endpoint bears this name already.', { alias })
}

function mustHaveValues({ headers }: EndpointInput, known: readonly string[]): void {
  const kept = known.map((name) => name.toLowerCase())
  const empty = headers.find(({ name, value }) => value === undefined && !kept.includes(name.toLowerCase()))
  if (empty !== undefined)
    throw new MusterError('invalid_input', 'A header needs a value the first time.', { header: empty.name })
}
