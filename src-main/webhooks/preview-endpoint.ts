import type { EventType } from '../../contracts/domain/event'
import type { Endpoint, EndpointInput, RequestPreview } from '../../contracts/domain/webhook'
import { MusterError } from '../../contracts/result'
import { dialects } from './dialects/index'
import { attemptRequest, loggableHeaders } from './request-headers'
import { sampleEvent } from './samples'

export interface PreviewInput {
  endpoint: EndpointInput
  eventType: EventType | null
  /** What is stored of the endpoint; null for one that is not saved yet. */
  stored: { endpoint: Endpoint; secrets: string[]; headers: Record<string, string> } | null
  /** PEM where `v1a` is asked for. */
  signingKey: string | null
  now: number
}

/** Signs a preview of an endpoint that has no secret yet; it is nobody's. */
const placeholderSecret = `whsec_${Buffer.alloc(32).toString('base64')}`
const sampleDelivery = 'dlv_01kf0000000000000000samp01'

/** The request that these settings would send of a sample, made by the code that sends. */
export function previewEndpoint({ endpoint, eventType, stored, signingKey, now }: PreviewInput): RequestPreview {
  const dialect = dialects[endpoint.dialect]
  const offered = [...dialect.offers, ...dialect.optional]
  const type = eventType ?? endpoint.events.find((one) => offered.includes(one)) ?? dialect.testEvent
  if (!offered.includes(type)) throw new MusterError('invalid_input', 'This dialect has no such event.', { type })
  const endpointId = stored?.endpoint.id ?? 'wh_01kf0000000000000000samp01'
  const event = sampleEvent(type, { endpointId, endpointUrl: endpoint.url, now })
  const rendered = dialect.render([event], { endpointAlias: endpoint.alias || endpointId, now })
  const secrets = stored === null || stored.secrets.length === 0 ? [placeholderSecret] : stored.secrets
  const customHeaders = Object.fromEntries(endpoint.headers.map(({ name }) => [name, '***']))
  const { headers, body } = attemptRequest(
    {
      dialect: endpoint.dialect,
      options: endpoint.options,
      eventId: event.id,
      deliveryId: sampleDelivery,
      attempt: 1,
      body: rendered.body,
      contentType: dialect.contentType,
      headers: rendered.headers,
      customHeaders,
      secrets: dialect.signatureHeader === null ? secrets : secrets.toReversed(),
      signingKey,
      pinnedSignatureFormat: stored?.endpoint.pinnedSignatureFormat ?? null
    },
    { nowMs: now, userAgent: 'Muster' }
  )
  return {
    method: 'POST',
    url: endpoint.url,
    headers: loggableHeaders(headers, customHeaders),
    body: new TextDecoder().decode(body),
    eventName: rendered.eventName
  }
}
