import type { Dialect } from './dialects/dialect'

/** A receiver cannot put its deliveries off for longer than this, in ms, whatever its Retry-After says. */
export const retryAfterCapMs = 24 * 3_600_000

export type RetryDecision =
  | { kind: 'delivered' }
  | { kind: 'retry'; delayMs: number; reason: string }
  | { kind: 'dead'; reason: string }
  | { kind: 'disable'; reason: string }

export interface AttemptVerdictInput {
  dialect: Pick<Dialect, 'retryDelaysMs' | 'jitter'>
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
 * What becomes of a delivery after one attempt, as the Standard Webhooks specification recommends: 2xx is success, 410
 * switches the endpoint off, all else is tried again until the schedule is used up. A refused destination also is, since
 * an operator may allow the address meanwhile.
 */
export function decideRetry(input: AttemptVerdictInput): RetryDecision {
  const { dialect, attempt, status, failure } = input
  const answered = failure === 'none' && status !== null
  if (answered && status >= 200 && status < 300) return { kind: 'delivered' }

  const reason = reasonOf(input)
  if (answered && status === 410) return { kind: 'disable', reason }

  const base = dialect.retryDelaysMs[attempt - 1]
  if (base === undefined) return { kind: 'dead', reason: `${reason} That was attempt ${attempt} of ${attempt}.` }

  const scheduled = Math.round(base * (1 + dialect.jitter * (2 * input.random() - 1)))
  const honoured =
    answered && (status === 429 || status === 503) ? Math.min(input.retryAfterMs ?? 0, retryAfterCapMs) : 0
  return { kind: 'retry', delayMs: Math.max(scheduled, honoured), reason }
}

function reasonOf({ status, failure, error, location }: AttemptVerdictInput): string {
  if (failure === 'timeout') return error ?? 'The receiver did not answer in time.'
  if (failure === 'network') return error ?? 'The receiver could not be reached.'
  if (failure === 'refused_destination') return error ?? 'The address is not allowed.'
  if (status === null) return error ?? 'No answer came.'
  if (status === 410) return 'The receiver answered 410: it is gone for good.'
  if (status >= 300 && status < 400) {
    const target = location ? ` to ${location}` : ''
    return `The receiver answered ${status}, a redirect${target}. Redirects are not followed: enter the final address.`
  }
  return `The receiver answered ${status}.`
}
