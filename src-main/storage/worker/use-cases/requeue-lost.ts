import { note } from '../outbox/ledger'
import { closeAttemptUnknown } from '../queries/attempts'
import type { DeliveryRow } from '../queries/deliveries'
import { travelling } from '../queries/deliveries'
import type { UseCaseContext } from './context'

/**
 * Queues again what was being sent under a lease that ended by `steady`: whether it arrived, nobody knows, and the
 * receiver tells a second one by its id. At start-up every lease counts, since nobody is left to finish it (Infinity).
 */
export function requeueLost(
  context: Pick<UseCaseContext, 'sql' | 'times' | 'site'>,
  steady: number,
  error: string
): number {
  const { sql, times } = context
  const ended = Math.min(steady, Number.MAX_SAFE_INTEGER)
  const lost = sql.all<DeliveryRow>(
    `SELECT * FROM deliveries WHERE state = 'sending' AND lease_ends_steady <= @ended
       AND (lead_seq IS NULL OR lead_seq = seq) ORDER BY seq`,
    { ended }
  )
  for (const row of lost) {
    closeAttemptUnknown(sql, row.seq, times.now, error)
    note(context, { kind: 'unknown', rows: travelling(sql, row), attempt: row.attempts })
    sql.run(
      `UPDATE deliveries SET state = 'pending', due_steady = MAX(due_steady, @steady), lease_id = NULL,
         lease_ends_steady = NULL, last_error = @error WHERE seq = @seq OR lead_seq = @seq`,
      { seq: row.seq, steady: times.steady, error }
    )
  }
  return lost.length
}
