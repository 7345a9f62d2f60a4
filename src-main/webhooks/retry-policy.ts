import type { EndpointOptions } from '../../contracts/domain/webhook'
import type { Dialect, DialectDefaults } from './dialects/dialect'

/** A receiver cannot put its deliveries off for longer than this, in ms, whatever its Retry-After says. */
export const retryAfterCapMs = 24 * 3_600_000
/** Nor does doubling lead beyond it. */
export const retryDelayCapMs = 24 * 3_600_000

export type RetryDecision =
  | { kind: 'delivered' }
  | { kind: 'retry'; delayMs: number; reason: string }
  | { kind: 'dead'; reason: string }
  | { kind: 'disable'; reason: string }

export interface AttemptVerdictInput {
  dialect: Pick<Dialect, 'defaults'>
  /** The endpoint's own; null follows the dialect. */
  retries: EndpointOptions['retries']
  /** Which attempt of this budget just ended, from 1; an operator's retry starts a new budget. */
  attempt: number
  /** Null when no answer came. */
  status: number | null
  failure: 'none' | 'network' | 'timeout' | 'refused_destination'
  /** What the receiver asked for with Retry-After, in ms. */
  retryAfterMs: number | null
  /** Words of the failure when no answer came. */
  error?: string | null
  /** `Location` of a redirect, which is shown and never followed. */
  location?: string | null
  /** Gives 0 ≤ r < 1. */
  random: () => number
}

/**
 * What becomes of a delivery after one attempt, by its dialect's rules and the endpoint's own. Delays count from the end of
 * the failed attempt. A refused destination is tried again everywhere, since an operator may allow the address meanwhile.
 */
export function decideRetry(input: AttemptVerdictInput): RetryDecision {
  const { retries, attempt, failure } = input
  const { defaults } = input.dialect
  const status = failure === 'none' ? input.status : null
  const any2xx = retries.any2xx ?? defaults.success === '2xx'
  if (status !== null && isSuccess(status, any2xx)) return { kind: 'delivered' }

  const reason = reasonOf({ ...input, any2xx })
  if (status === 410 && (retries.disableOn410 ?? defaults.disableOn410)) return { kind: 'disable', reason }
  if (status !== null && isFinal(status, defaults)) {
    return { kind: 'dead', reason: `${reason} In this dialect such an answer is final.` }
  }
  if (attempt >= (retries.attempts ?? defaults.attempts)) {
    return { kind: 'dead', reason: `${reason} That was attempt ${attempt} of ${attempt}.` }
  }
  const planned = plannedDelayMs(attempt, retries, defaults)
  const scheduled = Math.round(planned * (1 + defaults.jitter * (2 * input.random() - 1)))
  return { kind: 'retry', delayMs: Math.max(scheduled, askedDelayMs(status, input)), reason }
}

const isSuccess = (status: number, any2xx: boolean) => (any2xx ? status >= 200 && status < 300 : status === 200)

/** A redirect is not followed, so where wrong requests are final it is too: only a new address mends it. */
const isFinal = (status: number, { dead4xx, retried4xx }: DialectDefaults) =>
  dead4xx && status >= 300 && status < 500 && !retried4xx.includes(status)

/** Milliseconds before the attempt after this one, without jitter. */
export function plannedDelayMs(
  attempt: number,
  { firstDelayMs }: Pick<EndpointOptions['retries'], 'firstDelayMs'>,
  { retryDelaysMs }: Pick<DialectDefaults, 'retryDelaysMs'>
): number {
  const schedule = firstDelayMs === null ? retryDelaysMs : [firstDelayMs]
  const listed = schedule[attempt - 1]
  if (listed !== undefined) return listed
  // Beyond its end a schedule goes on doubling.
  return Math.min(retryDelayCapMs, (schedule.at(-1) ?? 0) * 2 ** (attempt - schedule.length))
}

function askedDelayMs(status: number | null, { dialect, retryAfterMs }: AttemptVerdictInput): number {
  const asks = status === 429 || status === 503
  return dialect.defaults.honoursRetryAfter && asks ? Math.min(retryAfterMs ?? 0, retryAfterCapMs) : 0
}

function reasonOf({ status, failure, error, location, any2xx }: AttemptVerdictInput & { any2xx: boolean }): string {
  if (failure === 'timeout') return error ?? 'The receiver did not answer in time.'
  if (failure === 'network') return error ?? 'The receiver could not be reached.'
  if (failure === 'refused_destination') return error ?? 'The address is not allowed.'
  if (status === null) return error ?? 'No answer came.'
  if (status === 410) return 'The receiver answered 410: it is gone for good.'
  if (status >= 200 && status < 300 && !any2xx) return `The receiver answered ${status}; here 200 alone is success.`
  if (status >= 300 && status < 400) {
    const target = location ? ` to ${location}` : ''
    return `The receiver answered ${status}, a redirect${target}. Redirects are not followed: enter the final address.`
  }
  return `The receiver answered ${status}.`
}
