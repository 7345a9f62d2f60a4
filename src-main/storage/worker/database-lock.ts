import Database from 'better-sqlite3'
import { MusterError } from '../../../contracts/result'

/** How long a second instance waits for a first one that is just ending. */
const patienceMs = 1000

/**
 * Holds the data folder for one writer. The lock is an exclusive transaction on a file of its own: the system drops it
 * with the process, however that ends. Throws `storage_busy` when another instance holds it. Returns the release.
 */
export function lockDatabase(path: string): () => void {
  const lock = new Database(path, { timeout: patienceMs })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (thrown) {
    lock.close()
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) {
      throw new MusterError(
        'storage_busy',
        'Another Muster is running on this data folder. Close it, or give this one a folder of its own.'
      )
    }
    throw thrown
  }
  return () => lock.close()
}
