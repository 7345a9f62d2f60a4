import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../contracts/domain/person'
import type { StorageReader } from '../storage/api'
import { exportPeople, peopleFileName } from './export-people'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-people-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const person = (at: number, over: Partial<Person> = {}): Person => ({
  ...{ id: `per_${String(at).padStart(26, '0')}`, name: `Person ${at}`, externalId: `N${at}`, status: 'active' },
  ...{ email: '', phone: '', team: '', source: '', notes: '', validFrom: null, validTo: null, metadata: {} },
  ...{ consent: null, referenceCount: 0, photoCropId: null, lastSeenAt: null, createdAt: 0, updatedAt: 0 },
  ...over
})

/** A reader over these people, whose pages are keyed by their place. */
function readerOf(people: Person[]): Pick<StorageReader, 'people' | 'peopleVocabulary'> {
  return {
    people: ({ cursor, limit }) => {
      const from = Number(cursor ?? 0)
      const next = from + limit < people.length ? String(from + limit) : null
      return Promise.resolve({ rows: people.slice(from, from + limit), next, total: people.length })
    },
    peopleVocabulary: () => Promise.resolve({ teams: [], sources: [], metadataKeys: ['department'] })
  }
}
const write = (people: Person[], bom: boolean) =>
  exportPeople(readerOf(people), { file: join(folder, 'people.csv'), filter: {}, bom })
const text = () => readFileSync(join(folder, 'people.csv'), 'utf8')
const parsed = () => Papa.parse<Record<string, string>>(text(), { header: true, skipEmptyLines: true }).data

describe('exportPeople', () => {
  it('writes every page, whole and in order', async () => {
    const people = Array.from({ length: 1201 }, (_, at) => person(at))
    expect(await write(people, false)).toBe(1201)
    expect(parsed().map((row) => row['number'])).toEqual(people.map(({ externalId }) => externalId))
    expect(readdirSync(folder)).toEqual(['people.csv'])
  })

  it('keeps commas, quotes and lines within a cell', async () => {
    const notes = 'He said "yes",\r\nthen left'
    await write([person(1, { name: 'Ruiz, Ana', notes, metadata: { department: 'R&D; "north"' } })], false)
    expect(parsed()).toMatchObject([{ name: 'Ruiz, Ana', notes, 'metadata.department': 'R&D; "north"' }])
  })

  it.each(['=1+1', '+34 600', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1'])('makes no formula of %j', async (name) => {
    await write([person(1, { name, metadata: { department: name } })], false)
    expect(parsed()).toMatchObject([{ name: `'${name}`, 'metadata.department': `'${name}` }])
  })

  it.each([
    [true, '\ufeffname,number,'],
    [false, 'name,number,']
  ])('begins with a byte order mark where that is asked for: %s', async (bom, begins) => {
    await write([], bom)
    expect(text().startsWith(begins)).toBe(true)
    expect(text().endsWith('updated_at\r\n')).toBe(true)
  })

  it('leaves nothing behind when the reader fails, and says where it cannot write', async () => {
    const reader = { ...readerOf([]), people: () => Promise.reject(new Error('closed')) }
    const file = join(folder, 'people.csv')
    await expect(exportPeople(reader, { file, filter: {}, bom: true })).rejects.toMatchObject({ code: 'unavailable' })
    const nowhere = join(folder, 'missing', 'people.csv')
    await expect(exportPeople(readerOf([]), { file: nowhere, filter: {}, bom: true })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('ENOENT')
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

it('names the file by the day of the site', () => {
  expect(peopleFileName(Date.UTC(2026, 0, 15, 23, 30), 'Europe/Madrid')).toBe('people-2026-01-16.csv')
})
