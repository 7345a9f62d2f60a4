import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsxFile from 'read-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DayResult } from '../../../contracts/domain/shift'
import type { TimesheetRow } from '../../../contracts/domain/timesheet'
import { defaultSiteSettings } from '../../../contracts/domain/site'
import { sumDays } from '../shifts/sum-days'
import { TimesheetExport } from './timesheet-export'
import { writeWorkbook } from './workbook'

const day: DayResult = {
  date: '2026-05-06',
  state: 'worked',
  shiftName: '=Day',
  holiday: null,
  firstIn: Date.UTC(2026, 4, 6, 6, 0),
  lastOut: Date.UTC(2026, 4, 6, 14, 30),
  plannedMinutes: 480,
  workedMinutes: 510,
  breakMinutes: 0,
  lateMinutes: 0,
  earlyMinutes: 0,
  overtimeMinutes: 30,
  missing: 0
}
const row = (personName: string): TimesheetRow => ({
  personId: 'per',
  personName,
  externalId: '+1',
  totals: sumDays([day]),
  days: [day]
})
const people = [row('Zoë “Zed”, née Öz'), row('=HYPERLINK("http://x")')]

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'muster-export-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const exporter = (rows = people) =>
  new TimesheetExport({
    reader: {
      settings: async () => defaultSiteSettings('Europe/Madrid'),
      // One person a page, so that pages follow one another.
      timesheets: async ({ cursor }) => {
        const at = Number(cursor ?? 0)
        return { rows: rows.slice(at, at + 1), next: at + 1 < rows.length ? String(at + 1) : null, total: rows.length }
      }
    },
    writeSheet: writeWorkbook
  })
const request = { from: '2026-05-06', to: '2026-05-06', rows: 'days', format: 'csv', bom: true } as const

describe('a CSV', () => {
  it('has every line, times of the site, and nothing that a spreadsheet would run', async () => {
    const file = join(folder, 'a.csv')
    expect(await exporter().write(file, request)).toEqual({ file, rows: 2 })
    const [head, first, second, end] = readFileSync(file, 'utf8').split('\r\n')
    expect(head?.startsWith('\ufeffperson_name,person_number,date,state')).toBe(true)
    expect(first).toBe(
      `"Zoë “Zed”, née Öz",'+1,2026-05-06,worked,'=Day,,2026-05-06 08:00:00,2026-05-06 16:30:00,480,510,0,0,0,30,0,Europe/Madrid`
    )
    expect(second?.startsWith(`"'=HYPERLINK(""http://x"")"`)).toBe(true)
    expect(end).toBe('')
  })

  it('has no mark at its beginning where none is wanted, and sums where no days are', async () => {
    const file = join(folder, 'a.csv')
    await exporter().write(file, { ...request, rows: 'people', bom: false })
    expect(readFileSync(file, 'utf8').startsWith('person_name,person_number,days_worked')).toBe(true)
  })

  it('leaves nothing behind where it cannot be written', async () => {
    const failing = exporter().write(join(folder, 'missing', 'a.csv'), request)
    await expect(failing).rejects.toMatchObject({ code: 'unavailable' })
    expect(readdirSync(folder)).toEqual([])
  })
})

it('a workbook opens in another reader, its texts as texts and its numbers as numbers', async () => {
  const file = join(folder, 'a.xlsx')
  expect(await exporter().write(file, { ...request, format: 'xlsx' })).toEqual({ file, rows: 2 })
  const [sheet] = await readXlsxFile(file)
  expect(sheet?.data[0]?.slice(0, 3)).toEqual(['person_name', 'person_number', 'date'])
  expect(sheet?.data[2]?.slice(0, 10)).toEqual([
    '=HYPERLINK("http://x")',
    '+1',
    '2026-05-06',
    'worked',
    '=Day',
    null,
    '2026-05-06 08:00:00',
    '2026-05-06 16:30:00',
    480,
    510
  ])
})
