import { DateTime } from 'luxon'
import type { EventType } from '../../../../contracts/domain/event'
import { eventTypes } from '../../../../contracts/domain/event'
import { endpointIdSchema, personIdSchema } from '../../../../contracts/domain/ids'
import type { DeliveryFilter, DeliveryState } from '../../../../contracts/domain/webhook'
import { deliveryStateSchema } from '../../../../contracts/domain/webhook'
import { listed } from '../list/endpoint-filters'

const minuteMs = 60_000

/** The spans back from now that can be chosen, as they stand in the address. */
export const spans = { '15m': 15, '1h': 60, '24h': 1440, '7d': 10_080, '30d': 43_200 } as const
export type Span = keyof typeof spans
export const spanNames = Object.keys(spans) as Span[]

/** A time of the site as the address and the browser's picker write it: `2026-01-15T08:30`. */
const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** Epoch milliseconds of a local time in a zone; null for what is no time. */
export function localToEpoch(text: string, zone: string): number | null {
  if (!localPattern.test(text)) return null
  const time = DateTime.fromISO(text, { zone })
  return time.isValid ? time.toMillis() : null
}

export const epochToLocal = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

export interface LogFilters {
  endpointId: string | null
  states: DeliveryState[]
  eventTypes: EventType[]
  span: Span | null
  /** Local times of the site; empty where there is no bound. */
  from: string
  to: string
  personId: string | null
  search: string
}

/** `?endpoint=&state=dead,pending&event=&since=24h&person=&q=`; or `from` and `to` in place of `since`. */
export function readLogFilters(params: URLSearchParams): LogFilters {
  const id = (name: string, schema: typeof endpointIdSchema) => {
    const parsed = schema.safeParse(params.get(name))
    return parsed.success ? parsed.data : null
  }
  const time = (name: string) => (localPattern.test(params.get(name) ?? '') ? (params.get(name) ?? '') : '')
  return {
    endpointId: id('endpoint', endpointIdSchema),
    states: listed(params.get('state'), deliveryStateSchema.options),
    eventTypes: listed(params.get('event'), eventTypes),
    span: listed(params.get('since'), spanNames)[0] ?? null,
    from: time('from'),
    to: time('to'),
    personId: id('person', personIdSchema),
    search: (params.get('q') ?? '').slice(0, 120)
  }
}

/** What is asked of main. Spans count back from the whole minute of `now`. */
export function deliveryFilter(filters: LogFilters, zone: string, now: number): DeliveryFilter {
  const { endpointId, states, eventTypes: types, span, personId, search } = filters
  const bounds =
    span === null
      ? { from: localToEpoch(filters.from, zone), to: localToEpoch(filters.to, zone) }
      : { from: (Math.floor(now / minuteMs) - spans[span]) * minuteMs, to: null }
  return { endpointId, states, eventTypes: types, ...bounds, personId, search }
}

/** Empty values for everything that narrows the log, to be put into the address. */
export const noLogFilters = { endpoint: '', state: '', event: '', since: '', from: '', to: '', person: '', q: '' }

export const isNarrowed = ({ endpointId, states, eventTypes: types, span, from, to, personId, search }: LogFilters) =>
  states.length + types.length > 0 || [endpointId, span, personId].some(Boolean) || `${from}${to}${search}` !== ''
