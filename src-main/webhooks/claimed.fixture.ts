import { defaultEndpointOptions } from '../../contracts/domain/webhook'
import type { EndpointOptions } from '../../contracts/domain/webhook'
import type { ClaimedDelivery } from '../storage/api'

export const claimedSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** A delivery as the writer hands it to the sender; nothing in it is stored anywhere. */
export const claimedDelivery = (change: Partial<ClaimedDelivery> = {}): ClaimedDelivery => ({
  deliveryId: 'dlv_1',
  leaseId: 'lease',
  endpointId: 'wh_1',
  endpointAlias: 'wh_1',
  attempt: 1,
  budgetAttempt: 1,
  eventId: 'evt_1',
  eventType: 'webhook.test',
  eventName: 'webhook.test',
  events: 1,
  url: 'http://127.0.0.1:1/',
  timeoutMs: 5000,
  allowLoopback: true,
  body: new TextEncoder().encode('{"type":"webhook.test","data":{"message":"Grüße"}}'),
  contentType: 'application/json',
  headers: {},
  customHeaders: {},
  dialect: 'standard',
  options: defaultEndpointOptions,
  secrets: [claimedSecret],
  signingKey: null,
  clientKey: null,
  proxyPassword: null,
  pinnedSignatureFormat: null,
  ...change
})

/** The default options but for these parts. */
export const optionsWith = (change: {
  [K in keyof EndpointOptions]?: Partial<EndpointOptions[K]>
}): EndpointOptions => {
  const merged = Object.entries(change).map(([name, part]) => {
    const before = defaultEndpointOptions[name as keyof EndpointOptions]
    const both = typeof before === 'object' && typeof part === 'object' ? { ...before, ...part } : part
    return [name, both]
  })
  return { ...defaultEndpointOptions, ...(Object.fromEntries(merged) as Partial<EndpointOptions>) }
}
