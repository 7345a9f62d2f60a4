import { describe, expect, it } from 'vitest'
import { localFields, localMoments } from './local-moment'

const zone = 'Europe/Madrid'
const iso = (date: string, time: string) =>
  localMoments(date, time, zone)?.map(({ at, offset }) => `${new Date(at).toISOString()} ${offset}`) ?? null

describe('localMoments', () => {
  it.each([
    ['an ordinary time', '2026-01-15', '08:30', ['2026-01-15T07:30:00.000Z +01:00']],
    ['with seconds', '2026-07-15', '08:30:15', ['2026-07-15T06:30:15.000Z +02:00']],
    ['a time that the clocks skipped', '2026-03-29', '02:30', []],
    [
      'a time that came twice',
      '2026-10-25',
      '02:30',
      ['2026-10-25T00:30:00.000Z +02:00', '2026-10-25T01:30:00.000Z +01:00']
    ],
    ['no date', '', '08:30', null],
    ['no time', '2026-01-15', '', null],
    ['a date that never was', '2026-02-30', '08:30', null]
  ])('%s', (_name, date, time, expected) => expect(iso(date, time)).toEqual(expected))
})

it('fills a form with what it reads from it', () => {
  const at = Date.UTC(2026, 6, 15, 6, 30, 15)
  const { date, time } = localFields(at, zone)
  expect(localMoments(date, time, zone)).toEqual([{ at, offset: '+02:00' }])
})
