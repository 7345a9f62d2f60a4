import { generateSigningKey, publicKeyText } from '../../../webhooks/ledger/signing-key'
import type { Place } from '../sealing'
import type { Sql } from '../sql'
import type { Vault } from '../vault'

const place: Place = 'signing_keys/1/sealed'

/** Makes the site's ed25519 key where it is missing. Its private half is sealed at once. */
export function makeSigningKey(sql: Sql, vault: Vault, now: number): void {
  if (sql.get('SELECT 1 FROM signing_keys WHERE id = 1') !== undefined) return
  const pem = generateSigningKey()
  sql.run('INSERT INTO signing_keys (id, public_key, sealed, created_at) VALUES (1, @publicKey, @sealed, @now)', {
    publicKey: publicKeyText(pem),
    sealed: vault.sealText({ scope: 'endpoints' }, place, pem),
    now
  })
}

/** `whpk_…`, to be handed out. */
export const signingPublicKey = (sql: Sql): string =>
  sql.get<{ key: string }>('SELECT public_key AS key FROM signing_keys WHERE id = 1')?.key ?? ''

/** PKCS#8 PEM. */
export function signingKeyPem(sql: Sql, vault: Vault): string {
  const row = sql.get<{ sealed: Uint8Array }>('SELECT sealed FROM signing_keys WHERE id = 1')
  const pem = row === undefined ? null : vault.openText(place, row.sealed)
  if (pem === null) throw new Error('the signing key of the site is missing')
  return pem
}
