import { deleteCredentials } from '../queries/endpoint-sealed'
import { deleteSecretsOf } from '../queries/secrets'
import type { Sql } from '../sql'

/** The last delivery of a removed endpoint ended: what could sign or send another is destroyed. */
export function closeForGood(sql: Sql, endpointId: string): void {
  deleteSecretsOf(sql, endpointId)
  deleteCredentials(sql, endpointId)
  sql.run('UPDATE endpoints SET closing = 0 WHERE id = @endpointId', { endpointId })
}
