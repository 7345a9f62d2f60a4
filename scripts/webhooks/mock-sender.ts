import { lookup } from 'node:dns'
import { ulid } from 'ulid'
import { systemClock } from '../../src-main/platform/clock'
import type { AttemptResult, ClaimedDelivery } from '../../src-main/storage/api'
import { createDeliverer } from '../../src-main/webhooks/deliver'
import { dialects } from '../../src-main/webhooks/dialects'
import { attemptRequest } from '../../src-main/webhooks/request-headers'
import { decideRetry } from '../../src-main/webhooks/retry-policy'
import { sampleDelivery } from '../../src-main/webhooks/sample-delivery'
import type { SendArguments } from './send-usage'

const userAgent = 'Muster-webhook-send/1'

export interface Exchange {
  eventName: string
  events: number
  url: string
  attempt: number
  requestHeaders: Record<string, string>
  requestBody: string
  status: number | null
  responseHeaders: Record<string, string>
  responseBody: string
  durationMs: number
  accepted: boolean
  /** Why it was not accepted, and what Muster would do then; null otherwise. */
  reason: string | null
}

function exchangeOf(delivery: ClaimedDelivery, result: AttemptResult): Exchange {
  const decision = decideRetry({
    dialect: dialects[delivery.dialect],
    retries: delivery.options.retries,
    attempt: delivery.attempt,
    status: result.status,
    failure: result.failure,
    retryAfterMs: result.retryAfterMs,
    error: result.error,
    location: result.responseHeaders.location ?? null,
    random: () => 0.5
  })
  const next = { retry: 'would be sent again', dead: 'would be dead', disable: 'would switch the endpoint off' }
  // As the sender makes it: one dialect signs inside the body.
  const { body } = attemptRequest(delivery, { nowMs: 0, userAgent })
  return {
    eventName: delivery.eventName,
    events: delivery.events,
    url: delivery.url,
    attempt: delivery.attempt,
    requestHeaders: result.requestHeaders,
    requestBody: new TextDecoder().decode(body),
    status: result.status,
    responseHeaders: result.responseHeaders,
    responseBody: result.responseBody,
    durationMs: result.durationMs,
    accepted: decision.kind === 'delivered',
    reason: decision.kind === 'delivered' ? null : `${decision.reason} In the product it ${next[decision.kind]}.`
  }
}

/** Sends everything that was asked for, one after another, and tells of each exchange. @returns whether all were accepted */
export async function sendSamples(asked: SendArguments, tell: (exchange: Exchange) => void): Promise<boolean> {
  const deliverer = createDeliverer({ clock: systemClock, userAgent, lookup })
  let accepted = true
  try {
    for (const types of asked.requests) {
      const delivery = sampleDelivery({
        dialect: asked.dialect,
        url: asked.url,
        secrets: asked.secrets,
        types,
        now: Date.now(),
        ulid,
        signing: asked.signing,
        customHeaders: asked.headers,
        ...(asked.timeoutMs !== null && { timeoutMs: asked.timeoutMs })
      })
      for (let attempt = 1; attempt <= asked.repeat; attempt += 1) {
        const sent = { ...delivery, attempt, budgetAttempt: attempt }
        const exchange = exchangeOf(sent, await deliverer.send(sent))
        accepted &&= exchange.accepted
        tell(exchange)
      }
    }
  } finally {
    await deliverer.close()
  }
  return accepted
}
