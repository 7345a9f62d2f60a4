import type { AttemptOutcome, DeliveryState } from '../../../../contracts/domain/webhook'
import type { LedgerOutcome } from '../../../webhooks/ledger/row'
import { dialects } from '../../../webhooks/dialects/index'
import { decideRetry } from '../../../webhooks/retry-policy'
import type { AttemptResult, StorageWriter } from '../../api'
import type { DeliveryRow } from '../queries/deliveries'
import { leadOf } from '../queries/deliveries'
import { endpointState } from '../queries/endpoint-states'
import type { EndpointRow } from '../queries/endpoints'
import { optionsOf } from '../queries/endpoints'
import type { UseCaseContext } from '../use-cases/context'
import { linkMissed } from './link'

/** What an attempt means, and how it is written down. */
export interface Verdict {
  kind: 'delivered' | 'retry' | 'dead' | 'disable' | 'uncharged'
  attempt: Exclude<AttemptOutcome, 'open'>
  state: DeliveryState
  ledger: LedgerOutcome
  answer: Awaited<ReturnType<StorageWriter['finishAttempt']>>['outcome']
  /** Why not; null when it was delivered. */
  reason: string | null
  /** Until the next attempt, ms; null when none follows. */
  delayMs: number | null
}

const written: Record<Verdict['kind'], Pick<Verdict, 'attempt' | 'state' | 'ledger' | 'answer'>> = {
  delivered: { attempt: 'success', state: 'delivered', ledger: 'delivered', answer: 'delivered' },
  retry: { attempt: 'retry', state: 'pending', ledger: 'retry', answer: 'retry' },
  uncharged: { attempt: 'retry', state: 'pending', ledger: 'retry', answer: 'retry' },
  dead: { attempt: 'failed', state: 'dead', ledger: 'dead', answer: 'dead' },
  disable: { attempt: 'failed', state: 'dead', ledger: 'dead', answer: 'disabled' }
}

export function judge(
  context: UseCaseContext,
  endpoint: EndpointRow,
  row: DeliveryRow,
  result: AttemptResult
): Verdict {
  const { sql, times } = context
  if (result.unreachable) {
    const since = endpointState(sql, endpoint.id).unreachable_steady ?? times.steady
    if (linkMissed(sql, endpoint.id, since, times)) {
      const reason = result.error ?? 'Nothing can be reached from here: it waits until the network is back.'
      return { kind: 'uncharged', ...written.uncharged, reason, delayMs: 0 }
    }
  }
  const dialect = sql.get<{ dialect: EndpointRow['dialect'] }>(
    'SELECT dialect FROM request_bodies WHERE delivery_seq = @seq',
    { seq: leadOf(row) }
  )
  const decision = decideRetry({
    dialect: dialects[dialect?.dialect ?? endpoint.dialect],
    retries: optionsOf(sql, endpoint).retries,
    attempt: result.attempt - row.budget_start,
    status: result.status,
    failure: result.failure,
    retryAfterMs: result.retryAfterMs,
    error: result.error,
    location: result.responseHeaders.location ?? null,
    random: context.random
  })
  return {
    kind: decision.kind,
    ...written[decision.kind],
    reason: decision.kind === 'delivered' ? null : decision.reason,
    delayMs: decision.kind === 'retry' ? decision.delayMs : null
  }
}
