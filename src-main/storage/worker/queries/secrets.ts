import type { EndpointSecret } from '../../../../contracts/domain/webhook'
import type { Place } from '../sealing'
import type { Sql } from '../sql'
import type { Times } from '../steady-time'
import { wallTimeOf } from '../steady-time'
import type { Vault } from '../vault'

interface SecretRow {
  id: string
  sealed: Uint8Array
  hint: string
  created_at: number
  retires_steady: number | null
}

const secretPlace = (id: string): Place => `endpoint_secrets/${id}/sealed`

/** Newest first; ids are monotonic ULIDs. One that has retired no longer signs. */
const signing = (sql: Sql, endpointId: string, times: Times): SecretRow[] =>
  sql.all<SecretRow>(
    `SELECT id, sealed, hint, created_at, retires_steady FROM endpoint_secrets
     WHERE endpoint_id = @endpointId AND (retires_steady IS NULL OR retires_steady > @steady) ORDER BY id DESC`,
    { endpointId, steady: times.steady }
  )

export const secretsOf = (sql: Sql, endpointId: string, times: Times): EndpointSecret[] =>
  signing(sql, endpointId, times).map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    retiresAt: row.retires_steady === null ? null : wallTimeOf(row.retires_steady, times),
    hint: row.hint
  }))

/** The values themselves, newest first: for signing alone. */
export const openSecrets = (sql: Sql, vault: Vault, endpointId: string, times: Times): string[] =>
  signing(sql, endpointId, times).flatMap((row) => vault.openText(secretPlace(row.id), row.sealed) ?? [])

/**
 * The same in the order in which they sign. `single`: of several only the first signs, and until the operator switches, or
 * its time is over, that is the old one.
 */
export function signingSecrets(sql: Sql, vault: Vault, endpointId: string, single: boolean, times: Times): string[] {
  const newestFirst = openSecrets(sql, vault, endpointId, times)
  return single ? newestFirst.reverse() : newestFirst
}

/** One of the endpoint's that still signs; null when it ended meanwhile. */
export function openSecret(sql: Sql, vault: Vault, endpointId: string, id: string, times: Times): string | null {
  const row = signing(sql, endpointId, times).find((secret) => secret.id === id)
  return row === undefined ? null : vault.openText(secretPlace(row.id), row.sealed)
}

/** The newest signs alone from now on. False when it did already. */
export const dropOldSecrets = (sql: Sql, endpointId: string): boolean =>
  sql.run(
    `DELETE FROM endpoint_secrets WHERE endpoint_id = @endpointId
       AND id <> (SELECT MAX(id) FROM endpoint_secrets WHERE endpoint_id = @endpointId)`,
    { endpointId }
  ).changes > 0

export function insertSecret(
  sql: Sql,
  vault: Vault,
  secret: { id: string; endpointId: string; value: string; now: number }
): void {
  sql.run(
    'INSERT INTO endpoint_secrets (id, endpoint_id, sealed, hint, created_at) VALUES (@id, @endpointId, @sealed, @hint, @now)',
    {
      id: secret.id,
      endpointId: secret.endpointId,
      sealed: vault.sealText({ scope: 'endpoints' }, secretPlace(secret.id), secret.value),
      hint: `…${secret.value.slice(-4)}`,
      now: secret.now
    }
  )
}

/** Lets the present secrets sign until `retiresSteady` and no longer; those that were to end earlier still do. */
export function retireSecrets(sql: Sql, endpointId: string, retiresSteady: number): void {
  sql.run(
    `UPDATE endpoint_secrets SET retires_steady = MIN(COALESCE(retires_steady, @retiresSteady), @retiresSteady)
     WHERE endpoint_id = @endpointId`,
    { endpointId, retiresSteady }
  )
}

export function deleteRetiredSecrets(sql: Sql, steady: number): void {
  sql.run('DELETE FROM endpoint_secrets WHERE retires_steady <= @steady', { steady })
}

export function deleteSecretsOf(sql: Sql, endpointId: string): void {
  sql.run('DELETE FROM endpoint_secrets WHERE endpoint_id = @endpointId', { endpointId })
}
