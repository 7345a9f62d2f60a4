import type { Clock } from '../platform/clock'
import type { AttemptResult, ClaimedDelivery } from '../storage/api'
import type { LookupAll, OwnListeners } from './destination'
import { doubtOf } from './doubt'
import { createEndpointPools } from './endpoint-pools'
import type { Answer } from './exchange'
import { exchange, responseLimitBytes } from './exchange'
import { describeFailure } from './failure-words'
import { parseHttpDate } from './http-date'
import type { AttemptRequest } from './request-headers'
import { attemptRequest, loggableHeaders } from './request-headers'
import { parseRetryAfter } from './retry-after'
import type { SignatureFormat } from './sign'

export { responseLimitBytes }

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
  /** Where Muster itself listens, which is never sent to. */
  own?: OwnListeners
}

/** One exchange with what was sent in it. */
interface Tried {
  request: AttemptRequest
  answer: Answer
}

const noAnswer: Answer = { status: null, headers: {}, body: '', cut: false, thrown: null, connected: false }

/** The one way out: deliveries, test sends and probes alike. */
export function createDeliverer({ clock, userAgent, lookup, own }: DelivererParts): Deliverer {
  const pools = createEndpointPools({ clock, lookup, ...(own && { own }) })

  async function attempt(delivery: ClaimedDelivery, started: number): Promise<AttemptResult> {
    const done = (outcome: Omit<Done, 'durationMs'>) =>
      resultOf(delivery, { ...outcome, durationMs: clock.monotonic() - started })
    try {
      refuseHeaders(delivery.customHeaders)
      const pool = pools.of(delivery)
      const once = async (form: { signatureFormat?: SignatureFormat }): Promise<Tried> => {
        const request = attemptRequest(delivery, { nowMs: clock.now(), userAgent, ...form })
        const limitMs = Math.max(0, delivery.timeoutMs - (clock.monotonic() - started))
        return { request, answer: await exchange(pool, { ...request, limitMs }) }
      }
      const first = await once({})
      const second = mayBeOtherForm(delivery, first.answer)
        ? await once({ signatureFormat: otherForm(first.request.signatureFormat) })
        : null
      // The second try counts only where it was answered: else the first one is what happened.
      const last = second?.answer.status != null ? second : first
      return done({
        ...last,
        pin: formToPin(delivery, last),
        reached: first.answer.connected || pool.reachedAt >= started
      })
    } catch (thrown) {
      const request = { headers: {}, body: delivery.body, signatureFormat: 'bare' } as const
      return done({ request, answer: { ...noAnswer, thrown }, pin: null, reached: false })
    }
  }

  interface Done extends Tried {
    pin: SignatureFormat | null
    /** A connection to the receiver, or to its proxy, came about. */
    reached: boolean
    durationMs: number
  }

  function resultOf(delivery: ClaimedDelivery, { request, answer, pin, reached, durationMs }: Done): AttemptResult {
    const { status, thrown } = answer
    const { body: responseBody, headers: responseHeaders } = struckOut(delivery.customHeaders, {
      body: answer.body,
      headers: loggableHeaders(answer.headers)
    })
    const failure = thrown === null ? null : describeFailure(thrown, { timeoutMs: delivery.timeoutMs, reached })
    const date = responseHeaders['date'] === undefined ? null : parseHttpDate(responseHeaders['date'])
    const succeeded = failure === null && isSuccess(status)
    return {
      deliveryId: delivery.deliveryId,
      leaseId: delivery.leaseId,
      attempt: delivery.attempt,
      requestHeaders: loggableHeaders(request.headers, delivery.customHeaders),
      durationMs: Math.round(durationMs),
      status,
      responseHeaders,
      responseBody,
      responseCut: answer.cut,
      error: failure?.error ?? null,
      failure: failure?.failure ?? 'none',
      unreachable: failure?.unreachable ?? false,
      retryAfterMs: parseRetryAfter(responseHeaders['retry-after'], clock.now()),
      pinSignatureFormat: pin,
      doubt: succeeded && !answer.cut ? doubtOf(responseBody) : null,
      clockSkewMs: date === null ? null : date - clock.now()
    }
  }

  return {
    send: (delivery) => attempt(delivery, clock.monotonic()),
    close: () => pools.close()
  }
}

const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300

const isAuto = ({ dialect, options }: ClaimedDelivery): boolean =>
  dialect === 'face-service' && options.signing.signatureFormat === 'auto'

const otherForm = (form: SignatureFormat): SignatureFormat => (form === 'bare' ? 'prefixed' : 'bare')

/** Receivers of guide 000 differ in the form that they compare: a 401 may mean the other one, also of a receiver that changed. */
const mayBeOtherForm = (delivery: ClaimedDelivery, { status, thrown }: Answer): boolean =>
  isAuto(delivery) && status === 401 && thrown === null

function formToPin(delivery: ClaimedDelivery, { request, answer }: Tried): SignatureFormat | null {
  if (!isAuto(delivery) || answer.thrown !== null || !isSuccess(answer.status)) return null
  return request.signatureFormat === delivery.pinnedSignatureFormat ? null : request.signatureFormat
}

interface LoggedAnswer {
  body: string
  headers: Record<string, string>
}

/** Shorter ones are words that an answer may well hold, and no secrets. */
const shortestStruck = 6

/** Strikes what the operator set out of what a receiver repeats: some answer with all that they were sent. */
function struckOut(customHeaders: Record<string, string>, answer: LoggedAnswer): LoggedAnswer {
  const values = Object.values(customHeaders).filter(({ length }) => length >= shortestStruck)
  if (values.length === 0) return answer
  const strike = (text: string) => values.reduce((rest, value) => rest.replaceAll(value, '***'), text)
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, strike(value)])
  return { body: strike(answer.body), headers: Object.fromEntries(headers) as Record<string, string> }
}

/** The check at save, once more: what is stored may be older than it. Names the header and never its value. */
function refuseHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\x20-\x7e\t]*$/.test(value) || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
      throw new Error(`The header ${JSON.stringify(name)} holds characters that HTTP does not allow: enter it anew.`)
  }
}
