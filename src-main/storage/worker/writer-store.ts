import { mkdirSync } from 'node:fs'
import { monotonicFactory } from 'ulid'
import { makeId } from '../../../contracts/domain/ids'
import { defaultSiteSettings } from '../../../contracts/domain/site'
import type { Clock } from '../../platform/clock'
import type { Log } from '../../platform/log'
import type { OpenReport, StorageWriter } from '../api'
import { latestVersion, migrations } from '../migrations/index'
import type { Migration } from '../migrations/migration'
import type { StorageState, StorageThreadData } from '../protocol'
import { CropFiles } from './crop-files'
import { dataPaths } from './data-paths'
import { openForWriting } from './database'
import { lockDatabase } from './database-lock'
import type { Reserve } from './disk-reserve'
import { fileReserve } from './disk-reserve'
import { GroupCommit } from './group-commit'
import { hasCrop } from './queries/crops'
import { deleteRetiredSecrets } from './queries/secrets'
import { makeSigningKey } from './queries/signing-keys'
import { hasSettings, metaValue, writeSettings } from './queries/settings'
import { reserveKeeper } from './reserve-keeper'
import { logWhenSlow } from './slow-log'
import type { Sql } from './sql'
import { WriterTime } from './steady-time'
import type { UseCaseContext } from './use-cases/context'
import { requeueLost } from './use-cases/requeue-lost'
import { Vault } from './vault'
import { writerApi } from './writer-api'

export interface WriterOptions extends StorageThreadData {
  clock: Clock
  log: Log
  onStorageState: (state: StorageState) => void
  random: () => number
  /** In place of the file of `reserveBytes`. */
  reserve?: (sql: Sql) => Reserve
  /** Milliseconds between two tries to take the reserve again. */
  reserveRetryMs?: number
  migrations?: readonly Migration[]
}

export interface OpenWriter {
  api: StorageWriter
  report: OpenReport
  /** Commits what waits, keeps the time, closes the database and gives the data folder free. */
  close: () => Promise<void>
}

/** Steady time is kept at least this often: what a crash loses of it is made up from the wall clock. */
const keepTimeMs = 5000

/** Opens the one writer of a data folder. Throws `storage_busy`, `storage_newer` or `sealing_failed`, changing nothing. */
export function openWriter(options: WriterOptions): OpenWriter {
  const { clock, log } = options
  const paths = dataPaths(options.dataDir)
  const steps = options.migrations ?? migrations
  const siteKey = { id: options.siteKey.keyId, key: options.siteKey.key }
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockDatabase(paths.lock)
  try {
    const began = clock.now()
    const { sql, corruptSetAside } = openForWriting(paths, steps, siteKey, began)
    const parts = prepare(options, sql, new Vault(sql, siteKey), new CropFiles(paths.crops))
    const orphanCrops = parts.base.crops.sweep((id) => hasCrop(sql, id), began)
    const report: OpenReport = {
      schemaVersion: latestVersion(steps),
      sqliteVersion: sql.get<{ v: string }>('SELECT sqlite_version() AS v')?.v ?? '',
      ...parts.base.site,
      corruptSetAside,
      recoveredAttempts: parts.recoveredAttempts,
      orphanCrops
    }
    log.info({ ...report }, 'storage opened')
    return { report, ...run(options, sql, parts, () => unlock()) }
  } catch (thrown) {
    unlock()
    throw thrown
  }
}

interface Prepared {
  base: Omit<UseCaseContext, 'times' | 'sparing' | 'onRollback' | 'afterCommit'>
  time: WriterTime
  recoveredAttempts: number
}

/** What must be there before the first use case: ids, keys, settings, time; and what the last run left open is taken up. */
function prepare(options: WriterOptions, sql: Sql, vault: Vault, crops: CropFiles): Prepared {
  const ulid = monotonicFactory()
  return sql.db.transaction((): Prepared => {
    const site = {
      siteId: metaValue(sql, 'site_id', () => makeId('site', ulid())),
      nodeId: metaValue(sql, 'node_id', () => makeId('node', ulid()))
    }
    const time = new WriterTime(options.clock, sql, options.steadyCell)
    const times = time.times()
    vault.prepare(times.now)
    makeSigningKey(sql, vault, times.now)
    if (!hasSettings(sql)) writeSettings(sql, defaultSiteSettings(options.timeZone))
    const recoveredAttempts = requeueLost({ sql, times, site }, Infinity, 'Muster ended before the answer came.')
    deleteRetiredSecrets(sql, times.steady)
    time.save()
    const newId: UseCaseContext['newId'] = (kind) => makeId(kind, ulid(times.now > 0 ? options.clock.now() : undefined))
    const base = { sql, vault, crops, site, newId, newLeaseId: () => ulid(), random: options.random }
    return { base, time, recoveredAttempts }
  })()
}

function run(
  options: WriterOptions,
  sql: Sql,
  { base, time }: Prepared,
  unlock: () => void
): Omit<OpenWriter, 'report'> {
  const { clock, log } = options
  const reserve = options.reserve?.(sql) ?? fileReserve(dataPaths(options.dataDir).reserve, options.reserveBytes)
  const keeper = reserveKeeper({
    reserve,
    retryMs: options.reserveRetryMs ?? 60_000,
    onChange: (full) => {
      // A log that waits for a thousand pages would eat the reserve that was meant for records.
      sql.db.pragma(`wal_autocheckpoint = ${full ? 64 : 1000}`)
      if (full) checkpoint(sql)
      log[full ? 'error' : 'info'](
        { full },
        full ? 'the disk is full: the reserve is in use' : 'the disk has room again'
      )
      options.onStorageState({ full })
    }
  })
  let scrubDue = false
  const scrub = () => {
    // Where the reader still holds a page of the log, the next tick tries again.
    scrubDue = !checkpoint(sql)
  }
  const group = new GroupCommit({
    sql,
    time,
    reserve,
    base,
    monotonic: () => clock.monotonic(),
    onTimed: logWhenSlow(log),
    isSparing: () => keeper.isFull(),
    onReserveReleased: () => keeper.released(),
    checkpoint: () => checkpoint(sql),
    onEffectFailed: (name, thrown) =>
      log.warn({ method: name, error: String(thrown) }, 'clearing up after a commit failed'),
    schedule: (flush) => void setImmediate(flush)
  })
  const tick = setInterval(() => {
    if (scrubDue) scrub()
    const kept = group.submit('keepTime', ({ times }) => deleteRetiredSecrets(sql, times.steady))
    kept.catch((thrown: unknown) => log.warn({ error: String(thrown) }, 'the time was not kept'))
  }, keepTimeMs)
  tick.unref()

  return {
    api: writerApi(group, scrub),
    close: async () => {
      clearInterval(tick)
      const reserveEnded = keeper.stop()
      group.flush()
      try {
        sql.db.transaction(() => time.save())()
      } finally {
        sql.db.close()
        unlock()
      }
      await reserveEnded
    }
  }
}

/** Moves the whole log into the database and empties it. False when a reader or the disk did not let it. */
function checkpoint(sql: Sql): boolean {
  try {
    return (sql.db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[])[0]?.busy === 0
  } catch {
    return false
  }
}
