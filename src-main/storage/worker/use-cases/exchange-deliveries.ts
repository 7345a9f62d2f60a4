import type { Exchange, StorageWriter } from '../../api'
import { nextLook } from '../outbox/next-look'
import { claimDeliveries } from './claim-deliveries'
import type { UseCaseContext } from './context'
import { finishAttempts } from './finish-attempt'

/** What ended is written down first, so that the claim sees the slots, lanes and circuits as they are now. */
export function exchangeDeliveries(
  context: UseCaseContext,
  turn: Parameters<StorageWriter['exchangeDeliveries']>[0]
): Exchange {
  const outcomes = finishAttempts(context, turn.results)
  const claimed = claimDeliveries(context, turn)
  const next = nextLook(context)
  return { outcomes, claimed, nextDueInMs: next === null ? null : Math.max(0, next - context.times.steady) }
}
