import { closeAttemptUnknown } from '../queries/attempts'
import type { UseCaseContext } from './context'

const words = {
  erased: 'Cancelled: the person was erased.',
  endpoint_removed: 'Cancelled: the endpoint was removed.'
}

/**
 * Ends everything undelivered about a person or for an endpoint, what is just being sent included: its late result finds
 * its lease gone. Answers how many. The bodies about an erased person no longer open; these rows lose them altogether.
 */
export function cancelDeliveries(
  { sql, times }: UseCaseContext,
  whose: { personId: string } | { endpointId: string },
  outcome: keyof typeof words
): number {
  const [column, value] = 'personId' in whose ? ['person_id', whose.personId] : ['endpoint_id', whose.endpointId]
  const unfinished = `${column} = @value AND state IN ('pending', 'sending', 'dead')`
  const sending = sql.all<{ id: string }>(`SELECT id FROM deliveries WHERE ${unfinished} AND state = 'sending'`, {
    value
  })
  for (const { id } of sending) closeAttemptUnknown(sql, id, times.now, words[outcome])
  return sql.run(
    `UPDATE deliveries SET state = 'cancelled', outcome = @outcome, finished_at = @now, last_error = @error, lease_id = NULL,
       lease_ends_steady = NULL, body = NULL WHERE ${unfinished}`,
    { value, outcome, now: times.now, error: words[outcome] }
  ).changes
}
