import type { DomainEvent, EventData, EventType } from '../../../contracts/domain/event'
import { dialectEvents } from '../../../contracts/domain/dialect-events'
import type { DialectName } from '../../../contracts/domain/webhook'
import type { Dialect } from './dialect'

/** Whole seconds in UTC, as four of the five guides write times. Takes epoch milliseconds or an ISO time. */
export const utcSeconds = (at: number | string): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
/** Milliseconds in UTC, as guide 001 does. */
export const utcMilliseconds = (at: number | string): string => new Date(at).toISOString()

/** How one dialect words each event that it has: the `data` of its payload, or what stands in its place. */
export type Wordings = { readonly [T in EventType]?: (data: EventData<T>, event: DomainEvent<T>) => object }

/** The wording of this event. Throws for an event that the dialect does not have: the outbox never asks for one. */
export function worded(wordings: Wordings, event: DomainEvent): object {
  // The key is the event's own type, so the function takes this very data; the compiler cannot follow that over a union.
  const wording = wordings[event.type] as ((data: EventData, event: DomainEvent) => object) | undefined
  if (wording === undefined) throw new TypeError(`no wording for ${event.type}`)
  return wording(event.data, event)
}

const typesOf = (names: object) => Object.keys(names) as EventType[]

/** What the mapping table says of a dialect. */
export function offersOf(dialect: DialectName): Pick<Dialect, 'offers' | 'optional' | 'testEvent'> {
  const { offers, optional, test } = dialectEvents[dialect]
  return { offers: typesOf(offers), optional: typesOf(optional), testEvent: test }
}

/** The one event of a request, in dialects that do not batch. */
export function onlyEvent(events: readonly DomainEvent[]): DomainEvent {
  const [event, more] = events
  if (event === undefined || more !== undefined) throw new TypeError('this dialect sends one event a request')
  return event
}

export const contentType = 'application/json'
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
