import type { EventType } from '../../contracts/domain/event'
import type { DialectName, EndpointOptions } from '../../contracts/domain/webhook'
import { defaultEndpointOptions } from '../../contracts/domain/webhook'
import { makeId } from '../../contracts/domain/ids'
import type { ClaimedDelivery } from '../storage/api'
import { dialects, renderBatch } from './dialects'
import { sampleEvent } from './samples'

export interface SampleDeliveryInput {
  dialect: DialectName
  url: string
  /** As in a claimed delivery: the one that signs alone in hex dialects first. */
  secrets: string[]
  /** What each event of the request is a sample of; more than one only where the dialect batches. */
  types: readonly EventType[]
  /** Epoch milliseconds of the events. */
  now: number
  /** A new ULID at each call. */
  ulid: () => string
  signing?: Partial<EndpointOptions['signing']>
  customHeaders?: Record<string, string>
  timeoutMs?: number
}

/**
 * A delivery of samples as the sender gets one from the outbox, for whoever sends without a database: the mock sender and tests.
 * Ids are new at each call and loopback is allowed. Throws when a batch is too long for one request.
 */
export function sampleDelivery(input: SampleDeliveryInput): ClaimedDelivery {
  const { dialect: name, types, now, ulid } = input
  const [first] = types
  if (first === undefined) throw new TypeError('a request holds one event at least')
  const dialect = dialects[name]
  const endpointId = makeId('endpoint', ulid())
  const events = types.map((type) => {
    const event = sampleEvent(type, { id: makeId('event', ulid()), now, endpointId, endpointUrl: input.url })
    // Jobs and the like are told apart by what they are about, so every sample is about another.
    const batch = 'batch_id' in event.data ? { batch_id: `batch_${ulid().toLowerCase()}` } : {}
    return { ...event, data: { ...event.data, ...batch } }
  })
  const { rendered, taken } = renderBatch(dialect, events, { endpointAlias: endpointId, now })
  if (taken < events.length) throw new TypeError(`${events.length} events do not fit into one request, ${taken} do`)
  return {
    deliveryId: makeId('delivery', ulid()),
    leaseId: 'sample',
    endpointId,
    endpointAlias: endpointId,
    attempt: 1,
    budgetAttempt: 1,
    eventId: events.length > 1 ? `batch_${ulid().toLowerCase()}` : events[0]!.id,
    eventType: first,
    events: events.length,
    url: input.url,
    timeoutMs: input.timeoutMs ?? dialect.defaults.timeoutMs,
    allowLoopback: true,
    contentType: dialect.contentType,
    customHeaders: input.customHeaders ?? {},
    dialect: name,
    options: {
      ...defaultEndpointOptions,
      signing: { ...defaultEndpointOptions.signing, ...input.signing }
    },
    secrets: input.secrets,
    signingKey: null,
    clientKey: null,
    proxyPassword: null,
    pinnedSignatureFormat: null,
    ...rendered
  }
}
