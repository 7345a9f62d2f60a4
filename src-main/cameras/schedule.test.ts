import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { ScheduleWindow } from '../../contracts/domain/camera-options'
import { scheduleAt } from './schedule'

const work: ScheduleWindow = { days: [1, 2, 3, 4, 5], from: '07:30', to: '18:00' }
const night: ScheduleWindow = { days: [5], from: '22:00', to: '06:00' }
const always: ScheduleWindow = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }

const at = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toMillis()
/** What the rule says, with the moment of change as it reads on a clock there. */
function says(schedule: ScheduleWindow[] | null, zone: string, now: string) {
  const { open, until } = scheduleAt(schedule, zone, at(now, zone))
  return [open, until === null ? null : DateTime.fromMillis(until, { zone }).toISO({ suppressMilliseconds: true })]
}

describe('scheduleAt', () => {
  // 2026-11-27 is a Friday.
  it.each<[string, ScheduleWindow[] | null, string, [boolean, string | null]]>([
    ['no schedule', null, '2026-11-28T03:00', [true, null]],
    ['within hours', [work], '2026-11-27T12:00', [true, '2026-11-27T18:00:00+01:00']],
    ['at its very beginning', [work], '2026-11-27T07:30', [true, '2026-11-27T18:00:00+01:00']],
    ['at its very end', [work], '2026-11-27T18:00', [false, '2026-11-30T07:30:00+01:00']],
    ['before hours', [work], '2026-11-27T07:29:59', [false, '2026-11-27T07:30:00+01:00']],
    ['over the weekend', [work], '2026-11-28T12:00', [false, '2026-11-30T07:30:00+01:00']],
    ['before midnight', [night], '2026-11-27T23:00', [true, '2026-11-28T06:00:00+01:00']],
    ['after midnight', [night], '2026-11-28T05:59', [true, '2026-11-28T06:00:00+01:00']],
    ['a week until it opens anew', [night], '2026-11-28T06:00', [false, '2026-12-04T22:00:00+01:00']],
    ['windows that touch', [work, night], '2026-11-27T19:00', [false, '2026-11-27T22:00:00+01:00']],
    [
      'windows that overlap are one',
      [work, { days: [5], from: '17:00', to: '20:00' }],
      '2026-11-27T12:00',
      [true, '2026-11-27T20:00:00+01:00']
    ],
    [
      'an end at 24:00 is the next day',
      [{ days: [5], from: '20:00', to: '24:00' }],
      '2026-11-27T21:00',
      [true, '2026-11-28T00:00:00+01:00']
    ],
    [
      'days without a gap between',
      [{ days: [5, 6], from: '00:00', to: '24:00' }],
      '2026-11-27T21:00',
      [true, '2026-11-29T00:00:00+01:00']
    ],
    ['day and night', [always], '2026-11-27T21:00', [true, null]],
    [
      'day and night in two halves',
      [
        { ...always, from: '20:00', to: '08:00' },
        { ...always, from: '08:00', to: '20:00' }
      ],
      '2026-11-27T21:00',
      [true, null]
    ]
  ])('%s', (_name, schedule, now, expected) => {
    expect(says(schedule, 'Europe/Madrid', now)).toEqual(expected)
  })

  it('follows the clock of the site, not its distance from another', () => {
    expect(scheduleAt([work], 'Asia/Tokyo', at('2026-11-27T07:29', 'Asia/Tokyo')).open).toBe(false)
    expect(scheduleAt([work], 'Europe/Madrid', at('2026-11-27T15:00', 'Asia/Tokyo')).open).toBe(false)
    expect(scheduleAt([work], 'Asia/Tokyo', at('2026-11-27T15:00', 'Asia/Tokyo')).open).toBe(true)
  })
})

describe('scheduleAt where clocks change', () => {
  // Madrid goes forward on 2026-03-29 (02:00 to 03:00) and back on 2026-10-25 (03:00 to 02:00), both Sundays.
  const sundays = (from: string, to: string): ScheduleWindow[] => [{ days: [7], from, to }]
  it.each<[string, ScheduleWindow[], string, [boolean, string | null]]>([
    ['opens after the hour that is skipped', sundays('02:30', '05:00'), '2026-03-29T01:59', [false, '03:00+02:00']],
    ['is open as soon as there is a clock again', sundays('02:30', '03:15'), '2026-03-29T03:00', [true, '03:15+02:00']],
    ['closes where its end is skipped', sundays('01:00', '02:30'), '2026-03-29T01:30', [true, '03:00+02:00']],
    ['does not open within what is skipped', sundays('02:10', '02:50'), '2026-03-29T03:00', [false, null]],
    ['keeps its end in a short night', sundays('01:00', '06:00'), '2026-03-29T01:30', [true, '06:00+02:00']],
    ['opens at the first of two', sundays('02:30', '05:00'), '2026-10-25T01:59', [false, '02:30+02:00']],
    ['stays open over both', sundays('02:30', '05:00'), '2026-10-25T02:10+01:00', [true, '05:00+01:00']],
    ['closes at the second of two', sundays('01:00', '02:30'), '2026-10-25T02:45+02:00', [true, '02:30+01:00']]
  ])('%s', (_name, schedule, now, [open, until]) => {
    const found = says(schedule, 'Europe/Madrid', now)
    expect(found[0]).toBe(open)
    if (until !== null) expect(found[1]).toBe(`${now.slice(0, 10)}T${until.replace('+', ':00+')}`)
  })

  it('knows zones whose midnight is skipped or comes twice', () => {
    // Cairo skips 00:00 to 00:59 on the last Friday of April; Havana repeats it on the first Sunday of November.
    expect(says([always], 'Africa/Cairo', '2026-04-23T12:00')).toEqual([true, null])
    expect(says([{ days: [4], from: '12:00', to: '24:00' }], 'Africa/Cairo', '2026-04-23T13:00')[1]).toBe(
      '2026-04-24T01:00:00+03:00'
    )
    expect(says([always], 'America/Havana', '2026-10-31T12:00')).toEqual([true, null])
  })
})
