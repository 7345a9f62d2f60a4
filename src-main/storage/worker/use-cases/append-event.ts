import type { DomainEvent, EventType, NewDomainEvent } from '../../../../contracts/domain/event'
import { eventDataSchemas } from '../../../../contracts/domain/event'
import { MusterError } from '../../../../contracts/result'
import { dialects } from '../../../webhooks/dialects/index'
import { isOfTheMoment } from '../outbox/expiry'
import { servingOf } from '../outbox/serving'
import { insertDelivery } from '../queries/deliveries'
import type { EndpointRow } from '../queries/endpoints'
import { endpointRows, eventsOf, takeSequence } from '../queries/endpoints'
import { insertEvent } from '../queries/events'
import type { UseCaseContext } from './context'

export type NewEvent<T extends EventType = EventType> = NewDomainEvent<T>

/** Endpoints that are on and want this event; an empty list of theirs means all that the dialect offers by itself. */
export const endpointsFor = (
  context: Pick<UseCaseContext, 'sql'>,
  event: { type: EventType; data: NewEvent['data'] }
): EndpointRow[] =>
  wanting(context, event.type).filter(
    ({ dialect }) => dialects[dialect].accepts?.(event as Pick<DomainEvent, 'type' | 'data'>) ?? true
  )

const wanting = ({ sql }: Pick<UseCaseContext, 'sql'>, type: EventType): EndpointRow[] =>
  endpointRows(sql).filter((row) => {
    if (row.enabled !== 1) return false
    const { offers, optional } = dialects[row.dialect]
    const chosen = eventsOf(sql, row)
    if (chosen.length === 0) return offers.includes(type)
    return chosen.includes(type) && (offers.includes(type) || optional.includes(type))
  })

/** Writes an event and one delivery per endpoint that wants it. Answers how many came due. */
export function appendEvent(context: UseCaseContext, event: NewEvent): { eventId: string; deliveries: number } {
  const targets = endpointsFor(context, event)
  const { eventId } = appendEventTo(context, event, targets)
  return { eventId, deliveries: targets.length }
}

/** Writes an event where some endpoint wants it, and nothing at all elsewhere. Answers how many deliveries came due. */
export function offerEvent(context: UseCaseContext, event: NewEvent): number {
  const targets = endpointsFor(context, event)
  if (targets.length > 0) appendEventTo(context, event, targets)
  return targets.length
}

/** Writes an event for these endpoints alone, whatever they chose. */
export function appendEventTo(
  context: UseCaseContext,
  event: NewEvent,
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
  const about = { eventId, eventType: event.type, personId: event.personId }
  return { eventId, deliveryIds: targets.map((endpoint) => deliver(context, endpoint, about)) }
}

/** One delivery of an event that is there. Where events travel together, it is due when its batch has waited long enough. */
export function deliver(
  context: UseCaseContext,
  endpoint: EndpointRow,
  about: { eventId: string; eventType: EventType; personId: string | null }
): string {
  const { sql, times } = context
  const { batch, options } = servingOf(sql, endpoint)
  const id = context.newId('delivery')
  const expiry = options.liveExpirySeconds
  insertDelivery(
    sql,
    {
      id,
      endpointId: endpoint.id,
      endpointVersion: endpoint.version,
      sequence: takeSequence(sql, endpoint.id),
      ...about,
      due: times.steady + (batch?.timeoutMs ?? 0),
      expires: expiry !== null && isOfTheMoment(about.eventType) ? times.steady + expiry * 1000 : null
    },
    times
  )
  return id
}

/** Both ids under which every event says where it was made. */
export const originOf = (context: UseCaseContext) => ({ site_id: context.site.siteId, node_id: context.site.nodeId })

export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString()
