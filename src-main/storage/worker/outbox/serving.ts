import type { EndpointOptions } from '../../../../contracts/domain/webhook'
import type { Dialect } from '../../../webhooks/dialects/index'
import { dialects } from '../../../webhooks/dialects/index'
import type { EndpointRow } from '../queries/endpoints'
import { optionsOf } from '../queries/endpoints'
import type { Sql } from '../sql'

/** How an endpoint is served: its own options over what its dialect's guide says. */
export interface Serving {
  dialect: Dialect
  options: EndpointOptions
  order: 'parallel' | 'fifo'
  onDead: 'block' | 'skip'
  /** Requests at once. */
  concurrency: number
  rate: { count: number; perSeconds: number } | null
  batch: { size: number; timeoutMs: number } | null
  /** Failures in a row open a circuit. The guides' schedules are theirs: nothing shifts them. */
  breaks: boolean
}

export function servingOf(sql: Sql, row: Pick<EndpointRow, 'dialect' | 'options'>): Serving {
  const dialect = dialects[row.dialect]
  const options = optionsOf(sql, row)
  const { defaults } = dialect
  const order = options.lane.order ?? defaults.order
  const rate = options.lane.rate ?? defaults.rate
  return {
    dialect,
    options,
    order,
    onDead: options.lane.onDead,
    concurrency: order === 'fifo' ? 1 : options.lane.concurrency,
    rate: rate === null || rate.count === 0 ? null : rate,
    batch: defaults.batch === null ? null : (options.batch ?? defaults.batch),
    breaks: dialect.name === 'standard'
  }
}
