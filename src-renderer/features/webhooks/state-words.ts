import type { Attempt, AttemptOutcome, Delivery, DeliveryState, Endpoint } from '../../../contracts/domain/webhook'
import { switchedOffByOperator } from '../../../contracts/domain/webhook'
import type { Tone } from '../../ui'

export type EndpointState = 'gone' | 'off' | 'failing' | 'unused' | 'active'

/** How an endpoint does, as one word: `gone` was switched off by its own answers, `unused` was never sent anything. */
export function endpointState(endpoint: Pick<Endpoint, 'enabled' | 'disabledReason' | 'stats'>): EndpointState {
  const { lastSuccessAt, lastFailureAt, waiting, dead } = endpoint.stats
  if (!endpoint.enabled)
    return (endpoint.disabledReason ?? switchedOffByOperator) === switchedOffByOperator ? 'off' : 'gone'
  const lastFailed = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt)
  if (lastFailed && waiting + dead > 0) return 'failing'
  return lastSuccessAt === null && lastFailureAt === null ? 'unused' : 'active'
}

export const endpointTones: Record<EndpointState, Tone> = {
  gone: 'bad',
  off: 'neutral',
  failing: 'warning',
  unused: 'info',
  active: 'good'
}

export type DeliveryWord = 'waiting' | 'retrying' | 'sending' | 'delivered' | 'dead' | 'cancelled'

/** A waiting delivery that was tried before is being retried; the rest are called by their state. */
export const deliveryWord = ({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): DeliveryWord =>
  state !== 'pending' ? state : attempts > 0 ? 'retrying' : 'waiting'

export const deliveryTones: Record<DeliveryWord, Tone> = {
  waiting: 'info',
  retrying: 'warning',
  sending: 'accent',
  delivered: 'good',
  dead: 'bad',
  cancelled: 'neutral'
}

export const attemptTones: Record<AttemptOutcome, Tone> = {
  open: 'accent',
  success: 'good',
  retry: 'warning',
  failed: 'bad',
  unknown: 'neutral'
}

/** Dead and waiting ones may be made due at once; what is being sent, arrived or was cancelled may not. */
export const canRetry = (state: DeliveryState): boolean => state === 'dead' || state === 'pending'

/** What came back, in short: the status, or the words of the failure; empty before there is either. */
export const answerOf = ({ lastStatus, lastError }: Pick<Delivery, 'lastStatus' | 'lastError'>): string =>
  [lastStatus, lastError].filter((part) => part !== null).join(' · ')

/** The attempt to show first: the newest. */
export const newestAttempt = (attempts: readonly Attempt[]): Attempt | null =>
  attempts.reduce<Attempt | null>((newest, one) => (newest && newest.number > one.number ? newest : one), null)
