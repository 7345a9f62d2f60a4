import type { DeliveryRow } from '../queries/deliveries'
import type { UseCaseContext } from '../use-cases/context'
import { noteRuns } from './ledger'

/** What is of the moment alone. Attendance never expires. */
export const isOfTheMoment = (eventType: string): boolean =>
  eventType === 'face.detected' ||
  eventType === 'person.recognized' ||
  eventType === 'stranger.detected' ||
  eventType.startsWith('camera.')

/** At once, so that a claim never waits long for it; what is left goes at the next. */
const atOnce = 500

/** Ends what nobody needs any more. What waits in a sealed batch bears the time of its last, or none. */
export function expireDue(context: Pick<UseCaseContext, 'sql' | 'times' | 'site'>): number {
  const { sql, times } = context
  const rows = sql.all<DeliveryRow>(
    `SELECT * FROM deliveries INDEXED BY deliveries_expiring
     WHERE state = 'pending' AND expires_steady IS NOT NULL AND expires_steady <= @steady
     ORDER BY expires_steady LIMIT ${atOnce}`,
    { steady: times.steady }
  )
  if (rows.length === 0) return 0
  for (const row of rows) {
    sql.run(
      `UPDATE deliveries SET state = 'expired', finished_at = @now, last_error = @error
       WHERE state = 'pending' AND (seq = @seq OR lead_seq = @seq)`,
      { seq: row.seq, now: times.now, error: 'Expired: it was only of the moment, and the moment is over.' }
    )
    // Of a batch, the whole of it ended.
    const ended =
      row.lead_seq === null
        ? [row]
        : sql.all<DeliveryRow>('SELECT * FROM deliveries WHERE lead_seq = @seq ORDER BY seq', { seq: row.seq })
    noteRuns(context, 'expire', ended)
  }
  return rows.length
}
