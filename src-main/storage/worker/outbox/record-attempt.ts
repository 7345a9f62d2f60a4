import type { AttemptResult } from '../../api'
import { closeAttempt, responsePlace } from '../queries/attempts'
import type { DeliveryRow } from '../queries/deliveries'
import { ownerOfEvent } from '../queries/events'
import type { UseCaseContext } from '../use-cases/context'
import { note } from './ledger'
import type { Verdict } from './verdict'

/** What is kept of an answer. */
const responseLimitBytes = 64 * 1024

/** Writes down an attempt that ended, for all that travelled in it. */
export function recordAttempt(
  context: UseCaseContext,
  rows: readonly DeliveryRow[],
  result: AttemptResult,
  verdict: Verdict
): void {
  const { sql, vault, times } = context
  const lead = rows[0]
  if (lead === undefined) return
  const bytes = Buffer.from(result.responseBody, 'utf8')
  const kept = bytes.subarray(0, responseLimitBytes)
  const owner = ownerOfEvent(rows.length === 1 ? lead.person_id : null)
  const { status, durationMs } = result
  closeAttempt(sql, {
    deliverySeq: lead.seq,
    number: result.attempt,
    outcome: verdict.attempt,
    now: times.now,
    durationMs,
    requestHeaders: result.requestHeaders,
    status,
    responseHeaders: result.responseHeaders,
    responseBody: kept.length === 0 ? null : vault.seal(owner, responsePlace(lead.id, result.attempt), kept),
    responseCut: result.responseCut || bytes.length > responseLimitBytes,
    error: result.error ?? verdict.reason
  })
  const due = verdict.delayMs === null ? lead.due_steady : times.steady + Math.ceil(verdict.delayMs)
  sql.run(
    `UPDATE deliveries SET state = @state, due_steady = CASE WHEN seq = @seq THEN @due ELSE due_steady END,
       finished_at = @finishedAt, lease_id = NULL, lease_ends_steady = NULL, last_status = @status, last_error = @reason,
       doubt = @doubt, duration_ms = @durationMs, budget_start = budget_start + @uncharged
     WHERE ${rows.length === 1 ? 'seq = @seq' : 'lead_seq = @seq'}`,
    {
      seq: lead.seq,
      state: verdict.state,
      due,
      finishedAt: verdict.state === 'pending' ? null : times.now,
      status,
      reason: verdict.reason,
      doubt: result.doubt,
      durationMs,
      uncharged: verdict.kind === 'uncharged' ? 1 : 0
    }
  )
  const { attempt } = result
  const response = kept.length === result.responseBody.length ? result.responseBody : kept.toString('utf8')
  note(context, { kind: 'finish', rows, attempt, outcome: verdict.ledger, status, response })
}
