import type { StorageWriter } from '../../api'
import { deleteOldMinutes } from '../queries/endpoint-stats'
import { destroySalts } from '../outbox/ledger'
import { leadOf } from '../queries/deliveries'
import { emptyingRows } from '../queries/endpoints'
import { readSettings } from '../queries/settings'
import type { Sql, SqlParams } from '../sql'
import type { UseCaseContext } from './context'
import { removeEndpoint } from './endpoints'

const dayMs = 24 * 3_600_000
/** Rows at a time, so that a mark never waits long for it. */
const atOnce = 500
/** What may be let go of, in this order; what is undelivered never is. */
const classes = [`d.state = 'delivered'`, `d.state IN ('cancelled', 'expired', 'skipped')`] as const

type Pruned = Awaited<ReturnType<StorageWriter['pruneDeliveries']>>

/** Bodies and answers by age and, over the disk budget, oldest first; then the rows of the log by age. */
export function pruneDeliveries(context: UseCaseContext): Pruned {
  const { sql, times } = context
  const settings = readSettings(sql).webhooks
  const removing = goOnRemoving(context)
  deleteOldMinutes(sql, times.now)
  const bodies = pruneBodies(sql, times.now - settings.keepBodiesDays * dayMs, settings.diskBudgetMb)
  const logBefore = times.now - settings.keepLogDays * dayMs
  const deliveries = pruneLog(sql, logBefore)
  const events = pruneUnheard(sql, logBefore)
  const more = removing.more || [bodies, deliveries, events].some((count) => count >= atOnce)
  return { bodies, deliveries, more, deliveriesDue: removing.due }
}

/** A removal that the end of the app broke off. */
function goOnRemoving(context: UseCaseContext): { more: boolean; due: boolean } {
  const [row] = emptyingRows(context.sql)
  if (row === undefined) return { more: false, due: false }
  const { more } = removeEndpoint(context, row.id)
  return { more: more || emptyingRows(context.sql).length > 0, due: !more }
}

function pruneBodies(sql: Sql, before: number, budgetMb: number): number {
  const over = usedBytes(sql) > budgetMb * 1024 * 1024
  const bounds: SqlParams = over ? {} : { before, upTo: lastSeqBefore(sql, before) }
  for (const which of classes) {
    const rows = sql.all<{ seq: number }>(
      `SELECT b.delivery_seq AS seq FROM request_bodies b JOIN deliveries d ON d.seq = b.delivery_seq
       WHERE ${which} ${over ? '' : 'AND b.delivery_seq <= @upTo AND d.finished_at < @before'}
       ORDER BY b.delivery_seq LIMIT ${atOnce}`,
      bounds
    )
    for (const { seq } of rows) dropContents(sql, seq)
    if (rows.length > 0) return rows.length
  }
  return 0
}

/** The newest delivery made before: bodies of later ones need no look. */
const lastSeqBefore = (sql: Sql, before: number): number =>
  sql.get<{ seq: number }>(
    'SELECT seq FROM deliveries WHERE created_at < @before ORDER BY created_at DESC, seq DESC LIMIT 1',
    { before }
  )?.seq ?? 0

/** What was sent and answered, of all that travelled together, and what the ledger could prove of it. */
function dropContents(sql: Sql, leadSeq: number): void {
  const lead = { leadSeq }
  sql.run('DELETE FROM request_bodies WHERE delivery_seq = @leadSeq', lead)
  sql.run('UPDATE attempts SET response_body = NULL WHERE delivery_seq = @leadSeq', lead)
  sql.run('UPDATE deliveries SET pruned = 1 WHERE seq = @leadSeq OR lead_seq = @leadSeq', lead)
  destroySalts({ sql }, leadSeq)
}

/** With the rows go their attempts, their contents and events that nobody refers to any more. The ledger stays. */
function pruneLog(sql: Sql, before: number): number {
  const rows = sql.all<{ seq: number; lead_seq: number | null; event_id: string }>(
    `SELECT d.seq, d.lead_seq, d.event_id FROM deliveries d INDEXED BY deliveries_by_time
     WHERE d.created_at < @before AND d.state IN ('delivered', 'cancelled', 'expired', 'skipped') AND d.finished_at < @before
       AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.lead_seq = d.lead_seq AND d.lead_seq IS NOT NULL
         AND o.state IN ('pending', 'sending', 'dead'))
     ORDER BY d.created_at LIMIT ${atOnce}`,
    { before }
  )
  for (const row of rows) {
    const { seq, event_id } = row
    // Once a row is gone, an erasure finds neither its salts nor the batch that its person was in.
    dropContents(sql, leadOf(row))
    sql.run('DELETE FROM attempts WHERE delivery_seq = @seq', { seq })
    sql.run('DELETE FROM deliveries WHERE seq = @seq', { seq })
    sql.run(
      'DELETE FROM events WHERE id = @event_id AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_id = @event_id)',
      { event_id }
    )
  }
  return rows.length
}

/** Events that no endpoint wanted. */
const pruneUnheard = (sql: Sql, before: number): number =>
  sql.run(
    `DELETE FROM events WHERE seq IN (
       SELECT e.seq FROM events e WHERE e.seq <= @upTo AND e.recorded_at < @before
         AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id) ORDER BY e.seq LIMIT ${atOnce})`,
    { before, upTo: lastEventBefore(sql, before) }
  ).changes

/** Halves its way to the newest event recorded before: an index by time would cost each event more than this costs an hour. */
function lastEventBefore(sql: Sql, before: number): number {
  let low = 0
  let high = sql.get<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM events')?.seq ?? 0
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const found = sql.get<{ seq: number; at: number }>(
      'SELECT seq, recorded_at AS at FROM events WHERE seq <= @middle ORDER BY seq DESC LIMIT 1',
      { middle }
    )
    if (found === undefined || found.at < before) low = middle
    else high = found.seq - 1
  }
  return low
}

/** Pages in use; free ones are room that SQLite fills again. */
function usedBytes(sql: Sql): number {
  const pragma = (name: string) => sql.db.pragma(name, { simple: true }) as number
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}
