import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { DateTime } from 'luxon'
import type { PeopleFilter, Person } from '../../contracts/domain/person'
import type { Page } from '../../contracts/ipc'
import { MusterError } from '../../contracts/result'
import type { StorageReader } from '../storage/api'
import { peopleCsvHeader, peopleCsvLines } from './people-csv'

/** Rows that are read and written at a time; between two pages the reader serves others. */
const pageRows = 500

type Reader = Pick<StorageReader, 'people' | 'peopleVocabulary'>

/** `people-2026-01-15.csv`, by the site's day. */
export const peopleFileName = (now: number, timeZone: string): string =>
  `people-${DateTime.fromMillis(now, { zone: timeZone }).toFormat('yyyy-MM-dd')}.csv`

/**
 * Writes everybody under the filter as CSV and answers how many. The file appears under its name once it is whole. Throws
 * `unavailable` where it cannot be written, and leaves nothing behind then.
 */
export async function exportPeople(
  reader: Reader,
  { file, filter, bom }: { file: string; filter: PeopleFilter; bom: boolean }
): Promise<number> {
  let people = 0
  async function* text() {
    const { metadataKeys } = await reader.peopleVocabulary()
    yield peopleCsvHeader(metadataKeys, bom)
    let page: Page<Person> | null = null
    do {
      page = await reader.people({ ...filter, cursor: page?.next ?? null, limit: pageRows, knownTotal: 0 })
      people += page.rows.length
      yield peopleCsvLines(page.rows, metadataKeys)
    } while (page.next !== null)
  }
  const part = `${file}.part`
  try {
    await pipeline(text, createWriteStream(part, { mode: 0o600 }))
    await rename(part, file)
    return people
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined)
    if (thrown instanceof MusterError) throw thrown
    const { code, message } = thrown as NodeJS.ErrnoException
    throw new MusterError(
      'unavailable',
      `The file could not be written there (${code ?? message}). Choose another folder.`
    )
  }
}
