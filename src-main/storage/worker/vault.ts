import { randomBytes } from 'node:crypto'
import { randomPool } from '../../platform/random-pool'
import { MusterError } from '../../../contracts/result'
import type { DataKey, Place } from './sealing'
import { keyIdOf, seal, unseal } from './sealing'
import type { Sql } from './sql'

/** What is sealed without belonging to one person; each has a key of its own, so that one can be replaced or destroyed alone. */
const scopes = ['cameras', 'endpoints', 'events', 'strangers'] as const
export type Scope = (typeof scopes)[number]

/** Whose key seals: a person's id, or a scope of the site. */
export type Owner = { personId: string } | { scope: Scope }

const scopePrefix = 'scope:'

const keyIdFor = (owner: Owner): string => ('personId' in owner ? owner.personId : scopePrefix + owner.scope)

/**
 * Seals and opens values of one database. Data keys lie in it wrapped by the site key; those of people are unwrapped
 * at each use, so that a destroyed key works nowhere from the moment of its commit.
 */
export class Vault {
  /** Keys that were unwrapped: of the site's scopes, which are never destroyed. */
  private readonly known = new Map<string, DataKey>()
  private readonly draw = randomPool()

  constructor(
    private readonly sql: Sql,
    private readonly siteKey: DataKey
  ) {}

  /** Makes the keys of the site's scopes where they are missing. */
  prepare(now: number): void {
    for (const scope of scopes) {
      if (this.find(keyIdFor({ scope })) === null) this.create({ scope }, now)
    }
  }

  create(owner: Owner, now: number): void {
    const id = keyIdFor(owner)
    const wrapped = seal(this.siteKey, `data_keys/${id}/wrapped`, randomBytes(32))
    this.sql.run('INSERT INTO data_keys (id, wrapped, created_at) VALUES (@id, @wrapped, @now)', { id, wrapped, now })
  }

  /** Whatever was sealed for this person is lost for good. */
  destroy(personId: string): void {
    this.sql.run('DELETE FROM data_keys WHERE id = @id', { id: personId })
  }

  seal(owner: Owner, place: Place, plain: Uint8Array): Uint8Array {
    const key = this.find(keyIdFor(owner))
    if (key === null) throw new MusterError('not_found', 'This person was erased, and with them the key to their data.')
    return seal(key, place, plain, this.draw)
  }

  /** Null when the key was destroyed; throws `sealing_failed` when the bytes do not belong here. */
  open(place: Place, sealed: Uint8Array): Uint8Array | null {
    const key = this.find(keyIdOf(sealed))
    return key === null ? null : unseal(key, place, sealed)
  }

  sealText(owner: Owner, place: Place, text: string): Uint8Array {
    return this.seal(owner, place, Buffer.from(text, 'utf8'))
  }

  openText(place: Place, sealed: Uint8Array): string | null {
    const opened = this.open(place, sealed)
    return opened === null ? null : Buffer.from(opened).toString('utf8')
  }

  private find(id: string): DataKey | null {
    const known = this.known.get(id)
    if (known !== undefined) return known
    const row = this.sql.get<{ wrapped: Uint8Array }>('SELECT wrapped FROM data_keys WHERE id = @id', { id })
    if (row === undefined) return null
    const key = { id, key: unseal(this.siteKey, `data_keys/${id}/wrapped`, row.wrapped) }
    if (id.startsWith(scopePrefix)) this.known.set(id, key)
    return key
  }
}

const probePlace: Place = 'sealing_probe/1/sealed'
const probeText = 'muster'

/** Leaves a known value under the site key, by which a wrong key is told before anything is read or written with it. */
export function writeProbe(sql: Sql, siteKey: DataKey): void {
  const sealed = seal(siteKey, probePlace, Buffer.from(probeText))
  const params = { keyId: siteKey.id, sealed }
  sql.run('INSERT INTO sealing_probe (only, key_id, sealed) VALUES (1, @keyId, @sealed)', params)
}

/** Throws `sealing_failed` when the database was sealed under another site key. True when a probe was there and opened. */
export function checkProbe(sql: Sql, siteKey: DataKey): boolean {
  const row = sql.get<{ key_id: string; sealed: Uint8Array }>('SELECT key_id, sealed FROM sealing_probe')
  if (row === undefined) return false
  try {
    if (row.key_id !== siteKey.id) throw new Error('another key id')
    unseal(siteKey, probePlace, row.sealed)
  } catch {
    throw new MusterError(
      'sealing_failed',
      'The database was sealed with another key than the one on this machine. Put back the key that belongs to this data folder.',
      { expectedKeyId: row.key_id, givenKeyId: siteKey.id }
    )
  }
  return true
}
