import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftInput } from '../../../contracts/domain/shift'
import type { TestSite } from './test-site'
import { furnish, makeTestSite, testConsent, testReference } from './test-site'
import type { OpenWriter } from './writer-store'

let site: TestSite
let writer: OpenWriter
let personId: string
beforeEach(async () => {
  site = makeTestSite()
  writer = site.openWriter()
  personId = (await furnish(writer)).person.id
})
afterEach(() => site.dispose())

const shift = (over: Partial<ShiftInput> = {}): ShiftInput => ({
  name: 'Day',
  week: Array.from({ length: 7 }, () => [{ start: '08:00', end: '16:00', overnight: false }]),
  graceInMinutes: 5,
  graceOutMinutes: 5,
  roundIn: { minutes: 0, to: 'nearest' },
  roundOut: { minutes: 0, to: 'nearest' },
  breaks: [],
  overtimeAfterMinutes: 480,
  policy: 'every_punch',
  ...over
})
const night = shift({
  name: 'Night',
  week: shift().week.map(() => [{ start: '22:00', end: '06:00', overnight: true }])
})
/** Madrid in May: two hours before UTC. */
const at = (text: string) => Date.parse(`${text}:00+02:00`)
const punch = async (direction: 'in' | 'out', text: string) =>
  (
    await writer.api.correctAttendance({
      ...{ kind: 'add', personId, capturedAt: at(text), direction },
      ...{ author: 'Grace', reason: 'Test' }
    })
  ).value
const sheet = (from: string, to = from, over = {}) =>
  site.openReader().methods.timesheets({ from, to, days: true, limit: 100, ...over })
const assign = (shiftId: string | null, from: string, who: string | null = null) =>
  writer.api.assignShift({ personId: who, shiftId, from })

describe('a timesheet', () => {
  it('counts what counts, by the shift of the day', async () => {
    await assign((await writer.api.saveShift(null, shift())).id, '2026-05-01')
    await punch('in', '2026-05-05T08:20')
    const out = await punch('out', '2026-05-05T15:00')
    await writer.api.correctAttendance({
      ...{ kind: 'change', markId: out.id, capturedAt: at('2026-05-05T17:00'), direction: 'out' },
      ...{ author: 'Grace', reason: 'Stayed on' }
    })
    const [row] = sheet('2026-05-04', '2026-05-05').rows
    expect(row?.days).toMatchObject([
      { date: '2026-05-04', state: 'absent' },
      { date: '2026-05-05', state: 'worked', workedMinutes: 520, lateMinutes: 20, earlyMinutes: 0, overtimeMinutes: 40 }
    ])
    expect(row?.totals).toMatchObject({ daysWorked: 1, daysAbsent: 1, daysLate: 1, workedMinutes: 520 })
  })

  it('puts a night on the day that it began, and another shift in force from its day on', async () => {
    await assign((await writer.api.saveShift(null, shift())).id, '2026-01-01')
    await assign((await writer.api.saveShift(null, night)).id, '2026-05-04', personId)
    await assign(null, '2026-05-06', personId)
    await punch('in', '2026-05-04T22:00')
    await punch('out', '2026-05-05T06:00')
    expect(sheet('2026-05-03', '2026-05-06').rows[0]?.days).toMatchObject([
      { shiftName: 'Day', state: 'absent' },
      { shiftName: 'Night', state: 'worked', workedMinutes: 480 },
      { shiftName: 'Night', state: 'absent', workedMinutes: 0 },
      { shiftName: 'Day' }
    ])
  })

  it('expects nobody on a holiday until it is taken back', async () => {
    await assign((await writer.api.saveShift(null, shift())).id, '2026-01-01')
    await writer.api.putHoliday({ date: '2026-05-01', name: 'Labour Day' })
    expect(sheet('2026-05-01').rows[0]?.days[0]).toMatchObject({ state: 'holiday', holiday: 'Labour Day' })
    await writer.api.removeHoliday('2026-05-01')
    expect(sheet('2026-05-01').rows[0]?.days[0]).toMatchObject({ state: 'absent', holiday: null })
  })

  it('pages by name and leaves out who was erased', async () => {
    for (const name of ['Grace Hopper', 'Annie Easley', 'Ada Byron']) {
      await writer.api.enrol({
        personId: null,
        person: { name, externalId: '' },
        consent: testConsent,
        references: [testReference()]
      })
    }
    await writer.api.erasePerson(personId)
    const names: string[] = []
    let cursor: string | null = null
    do {
      const page: ReturnType<typeof sheet> = sheet('2026-05-01', '2026-05-02', { limit: 1, cursor })
      names.push(...page.rows.map((row) => row.personName))
      expect(page.total).toBe(3)
      cursor = page.next
    } while (cursor !== null)
    expect(names).toEqual(['Ada Byron', 'Annie Easley', 'Grace Hopper'])
    expect(sheet('2026-05-01', '2026-05-01', { personId }).rows).toEqual([])
  })
})

describe('a shift', () => {
  it('that is assigned is not removed', async () => {
    const { id } = await writer.api.saveShift(null, shift())
    await assign(id, '2026-05-01')
    await expect(writer.api.removeShift(id)).rejects.toMatchObject({ code: 'conflict' })
    const [assignment] = site.openReader().methods.shiftAssignments({ limit: 10 }).rows
    expect(assignment).toMatchObject({ personId: null, personName: null, shiftName: 'Day', from: '2026-05-01' })
    await writer.api.unassignShift(assignment?.id ?? '')
    await writer.api.removeShift(id)
    expect(site.openReader().methods.shifts()).toEqual([])
  })

  it('assigned twice from one day is the second one', async () => {
    await assign((await writer.api.saveShift(null, shift())).id, '2026-05-01')
    await assign((await writer.api.saveShift(null, night)).id, '2026-05-01')
    expect(
      site
        .openReader()
        .methods.shiftAssignments({ limit: 10 })
        .rows.map(({ shiftName }) => shiftName)
    ).toEqual(['Night'])
  })
})
