// Child of the sqlite step, run in the chosen runtime: opens a database file, writes and reads a row and a blob.
// Argument: path of the better-sqlite3 package. Prints the SQLite version; any failure is an exit code.
import { createRequire } from 'node:module'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const Database = createRequire(import.meta.url)(process.argv[2] ?? '')
const folder = mkdtempSync(path.join(tmpdir(), 'muster-sqlite-'))
try {
  const database = new Database(path.join(folder, 'proof.sqlite3'))
  database.pragma('journal_mode = WAL')
  database.exec('CREATE TABLE proof (id INTEGER PRIMARY KEY, text TEXT NOT NULL, bytes BLOB NOT NULL) STRICT')
  const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 251))
  database.transaction(() => database.prepare('INSERT INTO proof (text, bytes) VALUES (?, ?)').run('Zoë', bytes))()
  const row = database.prepare('SELECT text, bytes, sqlite_version() AS version FROM proof').get()
  database.close()
  if (row.text !== 'Zoë' || !bytes.equals(row.bytes)) throw new Error('what was read is not what was written')
  console.log(row.version)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
