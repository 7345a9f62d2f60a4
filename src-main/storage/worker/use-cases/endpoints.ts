import type { Delivery, Endpoint, EndpointInput } from '../../../../contracts/domain/webhook'
import { switchedOffByOperator } from '../../../../contracts/domain/webhook'
import { MusterError } from '../../../../contracts/result'
import type { Written } from '../../api'
import { deliveryRow, toDelivery } from '../queries/deliveries'
import type { EndpointRow } from '../queries/endpoints'
import { changeEndpoint, endpointRow, insertEndpoint, removeEndpointRow, toEndpoint } from '../queries/endpoints'
import { deleteRetiredSecrets, deleteSecretsOf, insertSecret, retireSecrets } from '../queries/secrets'
import { appendEventTo, originOf } from './append-event'
import { cancelDeliveries } from './cancel-deliveries'
import type { UseCaseContext } from './context'

export function createEndpoint(context: UseCaseContext, input: EndpointInput, secret: string): Endpoint {
  const { sql, vault, times } = context
  const id = context.newId('endpoint')
  insertEndpoint(sql, { id, input, disabledReason: input.enabled ? null : switchedOffByOperator, now: times.now })
  insertSecret(sql, vault, { id: context.newId('secret'), endpointId: id, value: secret, now: times.now })
  return toEndpoint(sql, existing(context, id), times)
}

/** Switching an endpoint on forgets why it was off; what waited is due again at once where its time has come. */
export function updateEndpoint(context: UseCaseContext, id: string, input: EndpointInput): Endpoint {
  const { sql, times } = context
  const before = existing(context, id)
  const disabledReason = input.enabled ? null : (before.disabled_reason ?? switchedOffByOperator)
  changeEndpoint(sql, { id, input, disabledReason, now: times.now })
  return toEndpoint(sql, existing(context, id), times)
}

export function removeEndpoint(context: UseCaseContext, id: string): { cancelledDeliveries: number } {
  existing(context, id)
  const cancelledDeliveries = cancelDeliveries(context, { endpointId: id }, 'endpoint_removed')
  deleteSecretsOf(context.sql, id)
  removeEndpointRow(context.sql, id, context.times.now)
  return { cancelledDeliveries }
}

/** The new secret signs from now on; those before it sign beside it for `overlapMs` of steady time. */
export function rotateSecret(context: UseCaseContext, id: string, secret: string, overlapMs: number): Endpoint {
  const { sql, vault, times } = context
  existing(context, id)
  retireSecrets(sql, id, times.steady + Math.round(overlapMs))
  deleteRetiredSecrets(sql, times.steady)
  insertSecret(sql, vault, { id: context.newId('secret'), endpointId: id, value: secret, now: times.now })
  return toEndpoint(sql, existing(context, id), times)
}

export function sendTest(context: UseCaseContext, endpointId: string): Written<Delivery> {
  const { sql, times } = context
  const endpoint = existing(context, endpointId)
  if (endpoint.enabled !== 1) throw new MusterError('conflict', 'This endpoint is switched off. Switch it on first.')
  const data = { message: 'A test from Muster.', endpoint_id: endpointId, ...originOf(context) }
  const event = { type: 'webhook.test' as const, occurredAt: times.now, personId: null, cameraId: null, data }
  const [deliveryId] = appendEventTo(context, event, [endpoint]).deliveryIds
  const row = deliveryId === undefined ? undefined : deliveryRow(sql, deliveryId)
  if (row === undefined) throw new Error('a delivery is missing right after it was written')
  return { value: toDelivery(row, times), deliveriesDue: true }
}

function existing({ sql }: UseCaseContext, id: string): EndpointRow {
  const row = endpointRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This endpoint is no longer there.')
  return row
}
