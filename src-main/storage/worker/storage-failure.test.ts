import { expect, it } from 'vitest'
import { MusterError } from '../../../contracts/result'
import { isCorrupt, isDiskFull, storageFailure } from './storage-failure'

const thrown = (code: string) => Object.assign(new Error('as SQLite says it'), { code })

it.each([
  ['SQLITE_FULL', 'storage_full'],
  ['ENOSPC', 'storage_full'],
  ['SQLITE_CORRUPT_INDEX', 'storage_corrupt'],
  ['SQLITE_NOTADB', 'storage_corrupt'],
  ['SQLITE_BUSY_SNAPSHOT', 'storage_busy'],
  ['SQLITE_CANTOPEN', 'unavailable'],
  ['SQLITE_READONLY_DIRECTORY', 'unavailable'],
  ['EACCES', 'unavailable'],
  ['SQLITE_IOERR_FSYNC', 'unavailable']
])('tells %s as %s', (code, expected) => {
  expect(storageFailure(thrown(code))).toMatchObject({ code: expected, details: { code } })
  expect(isDiskFull(thrown(code))).toBe(expected === 'storage_full')
  expect(isCorrupt(thrown(code))).toBe(expected === 'storage_corrupt')
})

it('leaves alone what it does not know', () => {
  const known = new MusterError('not_found', 'gone')
  const unknown = thrown('SQLITE_CONSTRAINT_UNIQUE')
  expect([storageFailure(known), storageFailure(unknown), storageFailure('text')]).toEqual([known, unknown, 'text'])
})
