import type { EventType, NewDomainEvent } from '../../../../contracts/domain/event'
import { eventDataSchemas } from '../../../../contracts/domain/event'
import { MusterError } from '../../../../contracts/result'
import { dialects } from '../../../webhooks/dialects/index'
import { insertDelivery } from '../queries/deliveries'
import type { EndpointRow } from '../queries/endpoints'
import { endpointRows, eventsOf, takeSequence } from '../queries/endpoints'
import { insertEvent } from '../queries/events'
import type { UseCaseContext } from './context'

/** Endpoints that are on and want events of this type; an empty list of theirs means all that the dialect offers. */
export function endpointsFor(context: UseCaseContext, type: EventType): EndpointRow[] {
  return endpointRows(context.sql).filter((row) => {
    if (row.enabled !== 1 || !dialects[row.dialect].offers.includes(type)) return false
    const chosen = eventsOf(row)
    return chosen.length === 0 || chosen.includes(type)
  })
}

/** Writes an event and one delivery per endpoint that wants it. Answers how many came due. */
export function appendEvent(context: UseCaseContext, event: NewDomainEvent): { eventId: string; deliveries: number } {
  const targets = endpointsFor(context, event.type)
  const { eventId } = appendEventTo(context, event, targets)
  return { eventId, deliveries: targets.length }
}

/** Writes an event for these endpoints alone, whatever they chose. */
export function appendEventTo(
  context: UseCaseContext,
  event: NewDomainEvent,
  targets: EndpointRow[]
): { eventId: string; deliveryIds: string[] } {
  const { sql, vault, times, newId } = context
  const data = eventDataSchemas[event.type].safeParse(event.data)
  if (!data.success)
    throw new MusterError('internal', 'An event was not recorded: its data is not what its type promises.', {
      type: event.type
    })

  const eventId = newId('event')
  insertEvent(sql, vault, { ...event, id: eventId, data: data.data }, times)
  const deliveryIds = targets.map((endpoint) => {
    const id = newId('delivery')
    const sequence = takeSequence(sql, endpoint.id)
    const about = { eventId, eventType: event.type, personId: event.personId }
    insertDelivery(sql, { id, endpointId: endpoint.id, endpointVersion: endpoint.version, sequence, ...about }, times)
    return id
  })
  return { eventId, deliveryIds }
}

/** Both ids under which every event says where it was made. */
export const originOf = (context: UseCaseContext) => ({ site_id: context.site.siteId, node_id: context.site.nodeId })

export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString()
