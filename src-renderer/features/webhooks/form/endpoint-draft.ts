import type { EventType } from '../../../../contracts/domain/event'
import { eventTypes } from '../../../../contracts/domain/event'
import type { DialectInfo, Endpoint, EndpointInput, EndpointOptions } from '../../../../contracts/domain/webhook'
import { defaultEndpointOptions } from '../../../../contracts/domain/webhook'

/** An endpoint as it is being typed. A number box that was emptied holds NaN, which no schema takes. */
export interface EndpointDraft {
  input: EndpointInput
  /** `offered` follows the dialect, also in what later versions add; `chosen` sends the ticked ones. */
  which: 'offered' | 'chosen'
  /** Of a new endpoint: a secret that the operator gives. Null lets Muster make one. */
  secret: string | null
}

export const emptyDraft: EndpointDraft = {
  input: {
    url: '',
    description: '',
    alias: '',
    dialect: 'standard',
    events: [],
    enabled: true,
    timeoutMs: 15_000,
    allowLoopback: false,
    options: defaultEndpointOptions,
    headers: []
  },
  which: 'offered',
  secret: null
}

/** A stored endpoint as an input that changes nothing: header values, client key and proxy password stay where they are. */
export function storedInput(endpoint: Endpoint): EndpointInput {
  const { url, description, alias, dialect, events, enabled, timeoutMs, allowLoopback, options, headers } = endpoint
  return { url, description, alias, dialect, events, enabled, timeoutMs, allowLoopback, options, headers }
}

export const draftOf = (endpoint: Endpoint): EndpointDraft => ({
  input: storedInput(endpoint),
  which: endpoint.events.length === 0 ? 'offered' : 'chosen',
  secret: null
})

/** What is sent to main; only for a draft without problems. */
export function inputOf({ input, which }: EndpointDraft): EndpointInput {
  return {
    ...input,
    url: input.url.trim(),
    description: input.description.trim(),
    alias: input.alias.trim(),
    events: which === 'offered' ? [] : input.events,
    headers: input.headers.map((header) => ({ ...header, name: header.name.trim() }))
  }
}

export const sameDraft = (a: EndpointDraft, b: EndpointDraft): boolean =>
  JSON.stringify([inputOf(a), a.secret]) === JSON.stringify([inputOf(b), b.secret])

/** The draft with a part of its options replaced. */
export const withOptions = (draft: EndpointDraft, part: Partial<EndpointOptions>): EndpointDraft => ({
  ...draft,
  input: { ...draft.input, options: { ...draft.input.options, ...part } }
})

/**
 * The draft in another dialect. Ticked events that it does not know are dropped, and a time limit that was the old
 * dialect's own becomes the new one's.
 */
export function withDialect(draft: EndpointDraft, to: DialectInfo, from: DialectInfo | undefined): EndpointDraft {
  const known = [...to.offers, ...to.optional]
  const events = draft.input.events.filter((type) => known.includes(type))
  const keepsTime = from !== undefined && draft.input.timeoutMs !== from.timeoutMs
  return {
    ...draft,
    input: { ...draft.input, dialect: to.name, events, timeoutMs: keepsTime ? draft.input.timeoutMs : to.timeoutMs },
    which: events.length === 0 ? 'offered' : draft.which
  }
}

/** The events with one ticked or not, in the order of the contract. */
export const ticked = (events: readonly EventType[], type: EventType, on: boolean): EventType[] =>
  eventTypes.filter((one) => (one === type ? on : events.includes(one)))

const placeholder = 'https://example.com/your-endpoint'

/** What a preview is made of: the draft with an address put in while none, or a half one, is typed. */
export function previewInput(draft: EndpointDraft, wrong: readonly string[]): EndpointInput | null {
  const input = inputOf(draft)
  const mended = wrong.includes('url') ? { ...input, url: placeholder } : input
  return wrong.some((path) => path !== 'url' && path !== 'events' && path !== 'secret') ? null : mended
}
