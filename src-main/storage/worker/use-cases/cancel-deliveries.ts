import { destroySalts, note, noteRuns } from '../outbox/ledger'
import { closeAttemptUnknown } from '../queries/attempts'
import type { DeliveryRow } from '../queries/deliveries'
import { leadOf, travelling } from '../queries/deliveries'
import { deleteRequestBody } from '../queries/request-bodies'
import type { UseCaseContext } from './context'

const words = {
  erased: 'Cancelled: the person was erased.',
  endpoint_removed: 'Cancelled: the endpoint was removed.'
}
type EndedRow = Pick<DeliveryRow, 'seq' | 'id' | 'endpoint_id' | 'sequence' | 'state' | 'lead_seq'>
const unfinishedBy = [
  { state: 'sending', index: 'deliveries_sending' },
  { state: 'pending', index: 'deliveries_in_order' },
  { state: 'dead', index: 'deliveries_dead' }
] as const

const cancelled = `state = 'cancelled', outcome = @outcome, finished_at = @now, last_error = @error, lease_id = NULL,
  lease_ends_steady = NULL`

/**
 * Ends up to `limit` of what is undelivered for an endpoint, what is just being sent included: its late result finds its
 * lease gone. Answers how many; fewer than `limit` are all.
 */
export function cancelForEndpoint(context: UseCaseContext, endpointId: string, limit: number): number {
  const { sql, times } = context
  const rows: EndedRow[] = []
  // One state after the other: each has an index that holds no delivery that ended.
  for (const { state, index } of unfinishedBy) {
    rows.push(
      ...sql.all<EndedRow>(
        `SELECT seq, id, endpoint_id, sequence, state, lead_seq FROM deliveries INDEXED BY ${index}
         WHERE endpoint_id = @endpointId AND state = '${state}' ORDER BY sequence LIMIT @limit`,
        { endpointId, limit: limit - rows.length }
      )
    )
  }
  rows.sort((one, other) => one.sequence - other.sequence)
  const ended = { outcome: 'endpoint_removed', error: words.endpoint_removed, now: times.now }
  for (const row of rows) {
    if (row.state === 'sending') closeAttemptUnknown(sql, leadOf(row), times.now, words.endpoint_removed)
    sql.run(`UPDATE deliveries SET ${cancelled} WHERE seq = @seq`, { seq: row.seq, ...ended })
  }
  noteRuns(context, 'cancel', rows)
  return rows.length
}

/**
 * Ends everything undelivered about a person, and destroys what was sent about them: the bytes of single deliveries no
 * longer open once their key is gone, those of batches are deleted here. Others of an undelivered batch go out again without
 * them. The ledger keeps its rows and loses their salts. Answers how many were still to be delivered.
 */
export function cancelAboutPerson(context: UseCaseContext, personId: string): number {
  const { sql, times } = context
  const rows = sql.all<DeliveryRow>('SELECT * FROM deliveries WHERE person_id = @personId ORDER BY seq', { personId })
  let ended = 0
  for (const row of rows) {
    const waits = row.state === 'pending' || row.state === 'sending' || row.state === 'dead'
    destroySalts({ sql }, leadOf(row))
    if (row.batch_id !== null) breakBatch(context, row)
    else if (waits) deleteRequestBody(sql, row.seq)
    if (row.state === 'sending') closeAttemptUnknown(sql, leadOf(row), times.now, words.erased)
    if (waits) {
      sql.run(`UPDATE deliveries SET ${cancelled} WHERE seq = @seq`, {
        seq: row.seq,
        outcome: 'erased',
        error: words.erased,
        now: times.now
      })
      ended += 1
    }
    note(context, { kind: 'erase', rows: [row], outcome: waits ? 'erased' : null })
  }
  return ended
}

/** The bytes of a batch go for good; what of it was still to go is free to travel in another. */
function breakBatch(context: UseCaseContext, row: DeliveryRow): void {
  const { sql, times } = context
  const lead = leadOf(row)
  deleteRequestBody(sql, lead)
  sql.run('UPDATE attempts SET response_body = NULL WHERE delivery_seq = @lead', { lead })
  sql.run('UPDATE deliveries SET pruned = 1 WHERE lead_seq = @lead', { lead })
  for (const other of travelling(sql, row)) {
    if (other.state !== 'pending' && other.state !== 'sending' && other.state !== 'dead') continue
    if (other.state === 'sending') closeAttemptUnknown(sql, lead, times.now, words.erased)
    sql.run(
      `UPDATE deliveries SET lead_seq = NULL, batch_id = NULL, pruned = 0, lease_id = NULL, lease_ends_steady = NULL,
         state = CASE state WHEN 'dead' THEN 'dead' ELSE 'pending' END, due_steady = @steady WHERE seq = @seq`,
      { seq: other.seq, steady: times.steady }
    )
  }
}
