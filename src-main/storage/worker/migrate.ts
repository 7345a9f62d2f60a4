import { MusterError } from '../../../contracts/result'
import type { Migration } from '../migrations/migration'
import type { Sql } from './sql'

/** Version of the schema in an open database; 0 in a new one. */
export const schemaVersion = (sql: Sql): number => sql.db.pragma('user_version', { simple: true }) as number

/** Throws `storage_newer` when the database was written by a later Muster. */
export function refuseNewer(found: number, known: number): void {
  if (found <= known) return
  throw new MusterError(
    'storage_newer',
    'This data folder was written by a newer version of Muster. Install that version or a later one; nothing was changed.',
    { found, known }
  )
}

/** Brings the schema up to the last of `steps`, each in a transaction of its own. Throws when their order is wrong. */
export function migrate(sql: Sql, steps: readonly Migration[], now: number): void {
  steps.forEach((step, index) => {
    const before = steps[index - 1]
    if (before !== undefined && before.version >= step.version) {
      throw new MusterError('internal', `Migration ${step.version} stands after ${before.version}.`)
    }
  })
  for (const step of steps) {
    if (step.version <= schemaVersion(sql)) continue
    sql.db.transaction(() => {
      sql.exec(step.sql)
      sql.exec(
        'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT'
      )
      const applied = { version: step.version, name: step.name, now }
      sql.run('INSERT INTO migrations (version, name, applied_at) VALUES (@version, @name, @now)', applied)
      sql.exec(`PRAGMA user_version = ${step.version}`)
    })()
  }
}
