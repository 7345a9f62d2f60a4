import { MusterError } from '../../../contracts/result'

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''

/** No room on the disk, be it SQLite or the file system that says so. */
export function isDiskFull(thrown: unknown): boolean {
  const code = codeOf(thrown)
  return code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'storage_full'
}

/** The file is not a database, or is one that was damaged. */
export function isCorrupt(thrown: unknown): boolean {
  const code = codeOf(thrown)
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'storage_corrupt'
}

/** What SQLite and the file system throw, in words for the operator; anything else stays what it was. */
export function storageFailure(thrown: unknown): unknown {
  if (thrown instanceof MusterError) return thrown
  const code = codeOf(thrown)
  if (isDiskFull(thrown)) {
    return new MusterError('storage_full', 'The disk is full: nothing more can be recorded until space is freed.', {
      code
    })
  }
  if (isCorrupt(thrown)) {
    return new MusterError(
      'storage_corrupt',
      'The database is damaged. Restart Muster: it sets the damaged file aside.',
      { code }
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new MusterError('storage_busy', 'The database is held by another program. Close it and try again.', { code })
  }
  if (/^(SQLITE_CANTOPEN|SQLITE_READONLY|EACCES|EPERM|EROFS|ENOTDIR|EISDIR|EEXIST)/.test(code)) {
    return new MusterError('unavailable', 'The data folder cannot be written to. Check its rights and its disk.', {
      code
    })
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return new MusterError('unavailable', 'The disk of the data folder fails. Check it before going on.', { code })
  }
  return thrown
}
