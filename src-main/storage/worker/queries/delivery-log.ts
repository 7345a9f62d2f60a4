import type { Delivery, DeliveryFilter } from '../../../../contracts/domain/webhook'
import type { IpcParsed, Page } from '../../../../contracts/ipc'
import type { Sql, SqlParams } from '../sql'
import { containing } from '../sql'
import type { Times } from '../steady-time'
import type { LoggedDeliveryRow } from './deliveries'
import { loggedDelivery, toDelivery } from './deliveries'

/** States that few deliveries end in; an index of their own finds them among millions. */
const rareStates = ['dead', 'cancelled', 'expired', 'skipped']
const rare = `d.state IN ('dead', 'cancelled', 'expired', 'skipped')`

export interface Condition {
  where: string[]
  params: SqlParams
}

/** What a filter asks of `d`, a delivery, and `e`, its endpoint. */
export function conditionOf(filter: DeliveryFilter): Condition {
  const where: string[] = []
  const params: SqlParams = {}
  const add = (condition: string, name: string, value: string | number | null | undefined) => {
    if (value === null || value === undefined || value === '') return
    where.push(condition)
    params[name] = value
  }
  const among = (column: string, name: string, values: readonly string[]) => {
    if (values.length === 0) return
    values.forEach((value, index) => (params[`${name}${index}`] = value))
    where.push(`${column} IN (${values.map((_, index) => `@${name}${index}`).join(', ')})`)
  }
  add('d.endpoint_id = @endpointId', 'endpointId', filter.endpointId)
  add('d.person_id = @personId', 'personId', filter.personId)
  add('d.created_at >= @from', 'from', filter.from)
  add('d.created_at < @to', 'to', filter.to)
  among('d.event_type', 'type', filter.eventTypes)
  among('d.state', 'state', filter.states)
  if (filter.states.length > 0 && filter.states.every((state) => rareStates.includes(state))) where.push(rare)
  const columns = [
    'd.id',
    'd.event_id',
    'd.batch_id',
    'd.event_type',
    'd.last_error',
    'd.last_status',
    'e.url',
    'e.alias'
  ]
  filter.search
    .split(/\s+/)
    .filter((word) => word !== '')
    .forEach((word, index) => {
      params[`word${index}`] = containing(word)
      where.push(`(${columns.map((column) => `${column} LIKE @word${index} ESCAPE '\\'`).join(' OR ')})`)
    })
  return { where, params }
}

const whereOf = (conditions: string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`)

/** Newest first, those before `beforeSeq`. */
export function loggedDeliveries(
  sql: Sql,
  filter: DeliveryFilter,
  beforeSeq: number | null,
  limit: number
): LoggedDeliveryRow[] {
  const { where, params } = conditionOf(filter)
  const paged = beforeSeq === null ? where : [...where, 'd.seq < @before']
  return sql.all<LoggedDeliveryRow>(`${loggedDelivery} ${whereOf(paged)} ORDER BY d.seq DESC LIMIT @limit`, {
    ...params,
    ...(beforeSeq !== null && { before: beforeSeq }),
    limit
  })
}

export function countDeliveries(sql: Sql, filter: DeliveryFilter): number {
  const { where, params } = conditionOf(filter)
  const join = filter.search === '' ? '' : 'JOIN endpoints e ON e.id = d.endpoint_id'
  return sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM deliveries d ${join} ${whereOf(where)}`, params)?.n ?? 0
}

/** Newest first. The key of a page is the `seq` of its last row. */
export function listDeliveries(sql: Sql, query: IpcParsed<'deliveries.list'>, times: Times): Page<Delivery> {
  const rows = loggedDeliveries(sql, query, query.cursor ? Number(query.cursor) : null, query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => toDelivery(row, times)),
    next: rows.length > query.limit && last !== undefined ? String(last.seq) : null,
    total: countDeliveries(sql, query)
  }
}
