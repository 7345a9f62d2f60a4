import { closeAttemptUnknown } from '../queries/attempts'
import type { UseCaseContext } from './context'

/**
 * Queues again what was being sent under a lease that ended by `steady`: whether it arrived, nobody knows, and the
 * receiver tells a second one by its id. At start-up every lease counts, since nobody is left to finish it (Infinity).
 */
export function requeueLost(
  { sql, times }: Pick<UseCaseContext, 'sql' | 'times'>,
  steady: number,
  error: string
): number {
  const ended = Math.min(steady, Number.MAX_SAFE_INTEGER)
  const lost = sql.all<{ id: string }>(
    `SELECT id FROM deliveries WHERE state = 'sending' AND lease_ends_steady <= @ended`,
    { ended }
  )
  for (const { id } of lost) {
    closeAttemptUnknown(sql, id, times.now, error)
    sql.run(
      `UPDATE deliveries SET state = 'pending', due_steady = @steady, lease_id = NULL, lease_ends_steady = NULL,
         last_error = @error WHERE id = @id`,
      { id, steady: times.steady, error }
    )
  }
  return lost.length
}
