import type { EventType, NewEventData } from '../../../../contracts/domain/event'
import type { EndpointRow } from '../queries/endpoints'
import { eventsOf } from '../queries/endpoints'
import { dialects } from '../../../webhooks/dialects/index'
import type { UseCaseContext } from '../use-cases/context'
import { appendEvent, appendEventTo, endpointsFor, isoTime, originOf } from '../use-cases/append-event'

/** Without query and fragment, which may hold a token. */
const bareUrl = (url: string): string => {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

const named = (row: EndpointRow) => ({ endpoint_id: row.id, url: bareUrl(row.url), description: row.description })

export const configured = (context: UseCaseContext, row: EndpointRow) => {
  const chosen = eventsOf(context.sql, row)
  return {
    ...named(row),
    dialect: row.dialect,
    events: [...(chosen.length === 0 ? dialects[row.dialect].offers : chosen)],
    enabled: row.enabled === 1,
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
    ...originOf(context)
  }
}

type News = Extract<EventType, `webhook.${string}`>

const eventOf = <T extends News>(context: UseCaseContext, type: T, data: NewEventData<T>) => ({
  type,
  occurredAt: context.times.now,
  personId: null,
  cameraId: null,
  data
})

/** To every endpoint that wants to hear of endpoints, itself included. Answers how many deliveries came due. */
export const tellOfEndpoint = <T extends 'webhook.created' | 'webhook.updated'>(
  context: UseCaseContext,
  type: T,
  data: NewEventData<T>
): number => appendEvent(context, eventOf(context, type, data)).deliveries

/** To the others: this one is in trouble and would not hear it. */
export function tellOthers(context: UseCaseContext, row: EndpointRow, data: NewEventData<'webhook.failing'>): void
export function tellOthers(context: UseCaseContext, row: EndpointRow, data: NewEventData<'webhook.disabled'>): void
export function tellOthers(
  context: UseCaseContext,
  row: EndpointRow,
  data: NewEventData<'webhook.failing'> | NewEventData<'webhook.disabled'>
): void {
  const event =
    'reason' in data ? eventOf(context, 'webhook.disabled', data) : eventOf(context, 'webhook.failing', data)
  const others = endpointsFor(context, event).filter(({ id }) => id !== row.id)
  if (others.length > 0) appendEventTo(context, event, others)
}

export const disabledData = (context: UseCaseContext, row: EndpointRow, reason: string) => ({
  ...named(row),
  reason,
  at: isoTime(context.times.now),
  ...originOf(context)
})

export const failingData = (
  context: UseCaseContext,
  row: EndpointRow,
  window: { delivered: number; failed: number; seconds: number },
  lastError: string
) => ({
  ...named(row),
  success_rate: window.delivered / (window.delivered + window.failed),
  window_seconds: window.seconds,
  attempts: window.delivered + window.failed,
  failed: window.failed,
  last_error: lastError,
  ...originOf(context)
})
