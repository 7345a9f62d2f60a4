import type { AttemptOutcome, DeliveryState } from '../../../../contracts/domain/webhook'
import { dialects } from '../../../webhooks/dialects/index'
import { decideRetry } from '../../../webhooks/retry-policy'
import type { RetryDecision } from '../../../webhooks/retry-policy'
import type { AttemptResult, StorageWriter } from '../../api'
import { closeAttempt, responsePlace } from '../queries/attempts'
import type { DeliveryRow } from '../queries/deliveries'
import { deliveryRow, toDelivery } from '../queries/deliveries'
import { disableEndpoint } from '../queries/endpoints'
import { ownerOfEvent } from '../queries/events'
import type { UseCaseContext } from './context'

export type Finish = Awaited<ReturnType<StorageWriter['finishAttempt']>>

/** What is kept of an answer. */
const responseLimitBytes = 64 * 1024

/** How each decision is written down. */
const records: Record<
  RetryDecision['kind'],
  { attempt: Exclude<AttemptOutcome, 'open'>; state: DeliveryState; answer: Finish['outcome'] }
> = {
  delivered: { attempt: 'success', state: 'delivered', answer: 'delivered' },
  retry: { attempt: 'retry', state: 'pending', answer: 'retry' },
  dead: { attempt: 'failed', state: 'dead', answer: 'dead' },
  disable: { attempt: 'failed', state: 'dead', answer: 'disabled' }
}

/** Writes down how an attempt ended and what follows from it. A result whose lease was lost changes nothing. */
export function finishAttempt(context: UseCaseContext, result: AttemptResult): Finish {
  const { sql, times } = context
  const row = deliveryRow(sql, result.deliveryId)
  if (row?.state !== 'sending' || row.lease_id !== result.leaseId || row.attempts !== result.attempt) {
    return { outcome: 'stale', delivery: null }
  }
  const decision = decideRetry({
    dialect: dialects[row.dialect ?? 'standard'],
    attempt: result.attempt - row.budget_start,
    status: result.status,
    failure: result.failure,
    retryAfterMs: result.retryAfterMs,
    error: result.error,
    location: result.responseHeaders.location ?? null,
    random: context.random
  })
  const record = records[decision.kind]
  const reason = decision.kind === 'delivered' ? null : decision.reason
  recordAttempt(context, row, result, { outcome: record.attempt, error: result.error ?? reason })
  sql.run(
    `UPDATE deliveries SET state = @state, due_steady = @due, finished_at = @finishedAt, lease_id = NULL,
       lease_ends_steady = NULL, last_status = @status, last_error = @reason WHERE id = @id`,
    {
      id: row.id,
      state: record.state,
      due: decision.kind === 'retry' ? times.steady + Math.ceil(decision.delayMs) : row.due_steady,
      finishedAt: decision.kind === 'retry' ? null : times.now,
      status: result.status,
      reason
    }
  )
  if (decision.kind === 'disable') disableEndpoint(sql, row.endpoint_id, decision.reason, times.now)
  const after = deliveryRow(sql, row.id)
  return { outcome: record.answer, delivery: after === undefined ? null : toDelivery(after, times) }
}

function recordAttempt(
  { sql, vault, times }: UseCaseContext,
  row: DeliveryRow,
  result: AttemptResult,
  verdict: { outcome: Exclude<AttemptOutcome, 'open'>; error: string | null }
): void {
  const bytes = Buffer.from(result.responseBody, 'utf8')
  const place = responsePlace(row.id, result.attempt)
  closeAttempt(sql, {
    deliveryId: row.id,
    number: result.attempt,
    now: times.now,
    durationMs: result.durationMs,
    requestHeaders: result.requestHeaders,
    status: result.status,
    responseHeaders: result.responseHeaders,
    responseBody: vault.seal(ownerOfEvent(row.person_id), place, bytes.subarray(0, responseLimitBytes)),
    responseCut: result.responseCut || bytes.length > responseLimitBytes,
    ...verdict
  })
}
