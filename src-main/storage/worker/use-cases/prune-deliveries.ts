import type { StorageWriter } from '../../api'
import { deleteOldMinutes } from '../queries/endpoint-stats'
import { readSettings } from '../queries/settings'
import type { Sql } from '../sql'
import type { UseCaseContext } from './context'

const dayMs = 24 * 3_600_000
/** Rows at a time, so that a mark never waits long for it. */
const atOnce = 500
/** What may be let go of, in this order; what is undelivered never is. */
const classes = [`d.state = 'delivered'`, `d.state IN ('cancelled', 'expired', 'skipped')`] as const

type Pruned = Awaited<ReturnType<StorageWriter['pruneDeliveries']>>

/** Bodies and answers by age and, over the disk budget, oldest first; then the rows of the log by age. */
export function pruneDeliveries({ sql, times }: UseCaseContext): Pruned {
  const settings = readSettings(sql).webhooks
  deleteOldMinutes(sql, times.now)
  const bodies = pruneBodies(sql, times.now - settings.keepBodiesDays * dayMs, settings.diskBudgetMb)
  const deliveries = pruneLog(sql, times.now - settings.keepLogDays * dayMs)
  return { bodies, deliveries, more: bodies >= atOnce || deliveries >= atOnce }
}

function pruneBodies(sql: Sql, before: number, budgetMb: number): number {
  const over = usedBytes(sql) > budgetMb * 1024 * 1024
  for (const which of classes) {
    const rows = sql.all<{ seq: number }>(
      `SELECT b.delivery_seq AS seq FROM request_bodies b JOIN deliveries d ON d.seq = b.delivery_seq
       WHERE ${which} ${over ? '' : 'AND d.finished_at < @before'} ORDER BY b.delivery_seq LIMIT ${atOnce}`,
      over ? {} : { before }
    )
    for (const { seq } of rows) {
      sql.run('DELETE FROM request_bodies WHERE delivery_seq = @seq', { seq })
      sql.run('UPDATE attempts SET response_body = NULL WHERE delivery_seq = @seq', { seq })
      sql.run('UPDATE deliveries SET pruned = 1 WHERE seq = @seq OR lead_seq = @seq', { seq })
      sql.run('UPDATE ledger SET salt = NULL WHERE delivery_seq = @seq', { seq })
    }
    if (rows.length > 0) return rows.length
  }
  return 0
}

/** With the rows go their attempts, and events that nobody refers to any more. The ledger stays. */
function pruneLog(sql: Sql, before: number): number {
  const rows = sql.all<{ seq: number; event_id: string }>(
    `SELECT d.seq, d.event_id FROM deliveries d INDEXED BY deliveries_by_time
     WHERE d.created_at < @before AND d.state IN ('delivered', 'cancelled', 'expired', 'skipped') AND d.finished_at < @before
       AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.lead_seq = d.lead_seq AND d.lead_seq IS NOT NULL
         AND o.state IN ('pending', 'sending', 'dead'))
     ORDER BY d.created_at LIMIT ${atOnce}`,
    { before }
  )
  for (const { seq, event_id } of rows) {
    sql.run('DELETE FROM request_bodies WHERE delivery_seq = @seq', { seq })
    sql.run('DELETE FROM attempts WHERE delivery_seq = @seq', { seq })
    sql.run('DELETE FROM deliveries WHERE seq = @seq', { seq })
    sql.run(
      'DELETE FROM events WHERE id = @event_id AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_id = @event_id)',
      { event_id }
    )
  }
  return rows.length
}

/** Pages in use; free ones are room that SQLite fills again. */
function usedBytes(sql: Sql): number {
  const pragma = (name: string) => sql.db.pragma(name, { simple: true }) as number
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}
