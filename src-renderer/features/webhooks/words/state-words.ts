import type {
  Attempt,
  AttemptOutcome,
  Delivery,
  DeliveryState,
  Endpoint,
  EndpointState
} from '../../../../contracts/domain/webhook'
import { switchedOffByOperator } from '../../../../contracts/domain/webhook'
import type { Tone } from '../../../ui'

/** Main's state, told apart further: `gone` was switched off by its own answers, `unused` was never sent anything. */
export type EndpointWord = EndpointState | 'gone' | 'failing' | 'unused'

export function endpointWord(endpoint: Pick<Endpoint, 'state' | 'disabledReason' | 'stats'>): EndpointWord {
  const { lastSuccessAt, lastFailureAt, waiting, dead } = endpoint.stats
  if (endpoint.state === 'off')
    return (endpoint.disabledReason ?? switchedOffByOperator) === switchedOffByOperator ? 'off' : 'gone'
  if (endpoint.state !== 'active') return endpoint.state
  const lastFailed = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt)
  if (lastFailed && waiting + dead > 0) return 'failing'
  return lastSuccessAt === null && lastFailureAt === null ? 'unused' : 'active'
}

export const endpointTones: Record<EndpointWord, Tone> = {
  gone: 'bad',
  off: 'neutral',
  open_circuit: 'bad',
  blocked: 'bad',
  parked: 'warning',
  failing: 'warning',
  unused: 'info',
  active: 'good'
}

export type DeliveryWord = 'waiting' | 'retrying' | Exclude<DeliveryState, 'pending'>

/** A waiting delivery that was tried before is being retried; the rest are called by their state. */
export const deliveryWord = ({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): DeliveryWord =>
  state !== 'pending' ? state : attempts > 0 ? 'retrying' : 'waiting'

export const deliveryTones: Record<DeliveryWord, Tone> = {
  waiting: 'info',
  retrying: 'warning',
  sending: 'accent',
  delivered: 'good',
  dead: 'bad',
  cancelled: 'neutral',
  expired: 'neutral',
  skipped: 'neutral'
}

export const attemptTones: Record<AttemptOutcome, Tone> = {
  open: 'accent',
  success: 'good',
  retry: 'warning',
  failed: 'bad',
  unknown: 'neutral'
}

/** Dead and waiting ones may be made due at once. */
export const canRetry = (state: DeliveryState): boolean => state === 'dead' || state === 'pending'

/** What ended may be sent once more; what is on its way may not. */
export const canReplay = (state: DeliveryState): boolean => endedStates.includes(state)

export const endedStates: readonly DeliveryState[] = ['delivered', 'dead', 'cancelled', 'expired', 'skipped']

/** What came back, in short: the status, or the words of the failure; empty before there is either. */
export const answerOf = ({ lastStatus, lastError }: Pick<Delivery, 'lastStatus' | 'lastError'>): string =>
  [lastStatus, lastError].filter((part) => part !== null).join(' · ')

/** The attempt to show first: the newest. */
export const newestAttempt = (attempts: readonly Attempt[]): Attempt | null =>
  attempts.reduce<Attempt | null>((newest, one) => (newest && newest.number > one.number ? newest : one), null)
