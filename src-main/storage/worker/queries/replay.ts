import type { DeliveryFilter } from '../../../../contracts/domain/webhook'
import type { Sql } from '../sql'
import type { DeliveryRow } from './deliveries'
import { conditionOf } from './delivery-log'

/** What ended and may go out again, at an endpoint that is still there. */
const replayable = `d.state IN ('delivered', 'dead', 'expired', 'skipped') AND e.removed_at IS NULL`
const source = 'FROM deliveries d JOIN endpoints e ON e.id = d.endpoint_id'

export function replayableRows(
  sql: Sql,
  page: { filter: DeliveryFilter; afterSeq: number; upToSeq: number; limit: number }
): DeliveryRow[] {
  const { where, params } = conditionOf(page.filter)
  const conditions = [replayable, 'd.pruned = 0', 'd.seq > @afterSeq', 'd.seq <= @upToSeq', ...where]
  const { afterSeq, upToSeq, limit } = page
  return sql.all<DeliveryRow>(`SELECT d.* ${source} WHERE ${conditions.join(' AND ')} ORDER BY d.seq LIMIT @limit`, {
    ...params,
    afterSeq,
    upToSeq,
    limit
  })
}

/** How many a replay would queue, and how many more it would if their bytes had been kept. */
export function countReplayable(sql: Sql, filter: DeliveryFilter): { deliveries: number; pruned: number } {
  const { where, params } = conditionOf(filter)
  const count = sql.get<{ kept: number | null; pruned: number | null }>(
    `SELECT SUM(d.pruned = 0) AS kept, SUM(d.pruned = 1) AS pruned ${source} WHERE ${[replayable, ...where].join(' AND ')}`,
    params
  )
  return { deliveries: count?.kept ?? 0, pruned: count?.pruned ?? 0 }
}

export const lastDeliverySeq = (sql: Sql): number =>
  sql.get<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM deliveries')?.seq ?? 0
