import type { QueueState } from '../../../../contracts/domain/webhook'
import type { Sql } from '../sql'

/** How it stands with the way out. Times are steady ms unless they end in `_at`. */
export interface LinkRow {
  state: QueueState['link']
  since_at: number
  since_steady: number
  probe_steady: number | null
  probes: number
}

export function linkRow(sql: Sql): LinkRow {
  const row = sql.get<LinkRow>('SELECT state, since_at, since_steady, probe_steady, probes FROM link_state')
  if (row === undefined) throw new Error('the state of the link is missing')
  return row
}

export function writeLink(sql: Sql, link: LinkRow): void {
  sql.run(
    `UPDATE link_state SET state = @state, since_at = @since_at, since_steady = @since_steady, probe_steady = @probe_steady,
       probes = @probes`,
    { ...link }
  )
}
