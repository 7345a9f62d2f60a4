import { Agent, request } from 'undici'
import type { Clock } from '../platform/clock'
import type { AttemptResult, ClaimedDelivery } from '../storage/api'
import type { DestinationPolicy, LookupAll } from './destination'
import { destinationRefused, guardLookup, judgeUrl } from './destination'
import { describeFailure } from './failure-words'
import { attemptRequest, loggableHeaders } from './request-headers'
import { parseRetryAfter } from './retry-after'

/** Bytes of an answer that are read and kept; a receiver that sends more is cut off. */
export const responseLimitBytes = 64 * 1024

/** The longest attempt that an endpoint may be set to: a socket that is still dialling after it is of no use to any. */
const connectLimitMs = 60_000

export interface Deliverer {
  /** Makes one attempt. Never throws: what went wrong is in the result. */
  send(delivery: ClaimedDelivery): Promise<AttemptResult>
  /** Ends every connection at once, those of attempts under way too. */
  close(): Promise<void>
}

export interface DelivererParts {
  clock: Clock
  userAgent: string
  lookup: LookupAll
}

type Answer = Pick<AttemptResult, 'status' | 'responseHeaders' | 'responseBody' | 'responseCut' | 'retryAfterMs'>

const noAnswer: Answer = { status: null, responseHeaders: {}, responseBody: '', responseCut: false, retryAfterMs: null }

/**
 * Sends over undici's `request`, which follows no redirects and unpacks no compressed answers. The time limit is one
 * AbortSignal over the whole attempt: undici's own body timeout counts idle time only, so a receiver that drips a byte
 * now and then would hold a slot for ever.
 */
export function createDeliverer({ clock, userAgent, lookup }: DelivererParts): Deliverer {
  const agentFor = (policy: DestinationPolicy) =>
    new Agent({
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { lookup: guardLookup(policy, lookup), timeout: connectLimitMs }
    })
  const agents = { guarded: agentFor({ allowLoopback: false }), loopback: agentFor({ allowLoopback: true }) }

  /** Fills `answer` as it comes, so that what had arrived when the time ran out is still told. */
  async function exchange(delivery: ClaimedDelivery, headers: Record<string, string>, answer: Answer): Promise<void> {
    const url = new URL(delivery.url)
    // Sockets look names up through the guard; an address in the URL itself is dialled without a lookup.
    const verdict = judgeUrl(url, delivery)
    if (!verdict.allowed) throw destinationRefused(verdict.reason)
    const signal = AbortSignal.timeout(delivery.timeoutMs)
    const dispatcher = delivery.allowLoopback ? agents.loopback : agents.guarded
    const response = await request(url, { method: 'POST', headers, body: delivery.body, signal, dispatcher })
    answer.status = response.statusCode
    answer.responseHeaders = loggableHeaders(response.headers)
    answer.retryAfterMs = parseRetryAfter(answer.responseHeaders['retry-after'], clock.now())
    await readLimited(response.body, answer)
  }

  return {
    async send(delivery) {
      const started = clock.monotonic()
      const answer: Answer = { ...noAnswer }
      let headers: Record<string, string> = {}
      let outcome: Pick<AttemptResult, 'failure' | 'error'> = { failure: 'none', error: null }
      try {
        const made = attemptRequest(delivery, { nowMs: clock.now(), userAgent })
        headers = made.headers
        await exchange({ ...delivery, body: made.body }, headers, answer)
      } catch (thrown) {
        outcome = describeFailure(thrown, delivery.timeoutMs)
      }
      const { deliveryId, leaseId, attempt } = delivery
      const durationMs = Math.round(clock.monotonic() - started)
      return {
        deliveryId,
        leaseId,
        attempt,
        requestHeaders: loggableHeaders(headers),
        durationMs,
        ...answer,
        ...outcome,
        ...{ unreachable: false, pinSignatureFormat: null, doubt: null, clockSkewMs: null }
      }
    },
    async close() {
      await Promise.all([agents.guarded.destroy(), agents.loopback.destroy()])
    }
  }
}

/** Reads up to the limit and no further; leaving the loop early destroys the stream and with it the connection. */
async function readLimited(body: AsyncIterable<Uint8Array>, answer: Answer): Promise<void> {
  const decoder = new TextDecoder()
  let room = responseLimitBytes
  for await (const chunk of body) {
    answer.responseBody += decoder.decode(chunk.subarray(0, room), { stream: true })
    room -= chunk.length
    if (room < 0) {
      answer.responseCut = true
      break
    }
  }
  answer.responseBody += decoder.decode()
}
