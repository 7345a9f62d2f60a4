import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { MusterError } from '../../../contracts/result'
import type { Migration } from '../migrations/migration'
import { latestVersion } from '../migrations/index'
import type { DataPaths } from './data-paths'
import { migrate, refuseNewer, schemaVersion } from './migrate'
import type { DataKey } from './sealing'
import { Sql } from './sql'
import { isCorrupt } from './storage-failure'
import { checkProbe, writeProbe } from './vault'

/** Pages of the log after which they are moved into the database: 16 MB. */
export const checkpointPages = 4000

/** Above this size a database that was closed in order is believed: the check reads every page. */
const checkAlwaysBelowBytes = 256 * 1024 * 1024

export interface OpenDatabase {
  sql: Sql
  /** Path under which a damaged predecessor now lies; null when there was none. */
  corruptSetAside: string | null
}

/**
 * Opens the database for the one writer: checked, migrated, durable. The caller holds the lock. A damaged one is set
 * aside and a new one begins; a newer one throws `storage_newer` and a wrong site key `sealing_failed`, both untouched.
 */
export function openForWriting(
  paths: DataPaths,
  steps: readonly Migration[],
  siteKey: DataKey,
  now: number
): OpenDatabase {
  const corruptSetAside = existsSync(paths.database) && !isSound(paths, steps, siteKey) ? setAside(paths, now) : null
  const sql = new Sql(new Database(paths.database, { timeout: 5000 }), true)
  try {
    makeDurable(sql)
    migrate(sql, steps, now)
    sql.db.transaction(() => {
      if (!checkProbe(sql, siteKey)) writeProbe(sql, siteKey)
    })()
    return { sql, corruptSetAside }
  } catch (thrown) {
    sql.db.close()
    throw thrown
  }
}

/** A connection that can only read; the writer has opened the database before. */
export function openForReading(paths: DataPaths): Sql {
  const sql = new Sql(new Database(paths.database, { readonly: true, timeout: 5000 }))
  sql.db.pragma('foreign_keys = ON')
  return sql
}

/** Looks at what is there without writing. False when it is damaged; throws when it must not be opened. */
function isSound(paths: DataPaths, steps: readonly Migration[], siteKey: DataKey): boolean {
  const endedInOrder = !existsSync(`${paths.database}-wal`)
  let db: Database.Database | null = null
  try {
    db = new Database(paths.database, { readonly: true, timeout: 5000 })
    const sql = new Sql(db)
    const found = schemaVersion(sql)
    refuseNewer(found, latestVersion(steps))
    if (!(endedInOrder && statSync(paths.database).size > checkAlwaysBelowBytes)) {
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return false
    }
    if (found > 0) checkProbe(sql, siteKey)
    return true
  } catch (thrown) {
    if (isCorrupt(thrown)) return false
    throw thrown
  } finally {
    db?.close()
    if (endedInOrder) removeEmptyLog(paths)
  }
}

/** Merely looking at a database in WAL mode leaves an empty log beside it, which the next start would take for a crash. */
function removeEmptyLog({ database }: DataPaths): void {
  if (statSync(`${database}-wal`, { throwIfNoEntry: false })?.size !== 0) return
  rmSync(`${database}-wal`, { force: true })
  rmSync(`${database}-shm`, { force: true })
}

/** Crops go with their database: their keys lie in it, and the sweep of the new one would take them for orphans. */
function setAside(paths: DataPaths, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  const aside = `${paths.database}.corrupt-${stamp}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(paths.database + suffix)) renameSync(paths.database + suffix, aside + suffix)
  }
  if (existsSync(paths.crops)) renameSync(paths.crops, `${paths.crops}.corrupt-${stamp}`)
  mkdirSync(paths.crops, { recursive: true })
  return aside
}

/** With WAL a commit survives a power cut only under `synchronous` FULL, and the build's own default is less. */
function makeDurable(sql: Sql): void {
  const { db } = sql
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // Erased people must not linger in free pages.
  db.pragma('secure_delete = ON')
  // The indexes of a long queue stay at hand, and a checkpoint writes a page once that many commits changed.
  db.pragma('cache_size = -65536')
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  db.pragma(`journal_size_limit = ${16 * 1024 * 1024}`)
  const mode = db.pragma('journal_mode', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  if (mode !== 'wal' || synchronous !== 2) {
    throw new MusterError('unavailable', 'The disk of the data folder cannot keep records safe from a power cut.', {
      mode: String(mode),
      synchronous: Number(synchronous)
    })
  }
}
