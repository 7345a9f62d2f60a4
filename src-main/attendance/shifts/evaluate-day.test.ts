import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { Segment } from '../../../contracts/domain/shift'
import { shiftInputSchema } from '../../../contracts/domain/shift'
import type { Punch } from './evaluate-day'
import { evaluateDay } from './evaluate-day'
import type { ShiftRules } from './plan-day'
import { planDays } from './plan-day'
import { offsetsWithin, roundPunch } from './round-punch'

const zone = 'Europe/Madrid'
const segment = (start: string, end: string, overnight = false): Segment => ({ start, end, overnight })
const everyDay = (...segments: Segment[]) => Array.from({ length: 7 }, () => segments)
const rules = (over: Partial<ShiftRules> = {}): ShiftRules => ({
  name: 'Day',
  week: everyDay(segment('08:00', '16:00')),
  graceInMinutes: 5,
  graceOutMinutes: 5,
  roundIn: { minutes: 0, to: 'nearest' },
  roundOut: { minutes: 0, to: 'nearest' },
  breaks: [],
  overtimeAfterMinutes: 480,
  policy: 'every_punch',
  ...over
})
const night = rules({ week: everyDay(segment('22:00', '06:00', true)) })
const at = (text: string) => DateTime.fromISO(text, { zone }).toMillis()
const punches = (...texts: string[]): Punch[] =>
  texts.map((text) => ({
    direction: text.startsWith('in') ? 'in' : 'out',
    capturedAt: at(text.slice(text.indexOf(' ') + 1))
  }))
const later = at('2027-01-01T00:00')

interface Case {
  rules?: ShiftRules | null
  holiday?: string
  now?: string
}
function evaluate(date: string, all: Punch[], { rules: given = rules(), holiday, now }: Case = {}) {
  const [plan] = planDays(date, date, zone, (day) => ({
    rules: given,
    holiday: day === date ? (holiday ?? null) : null
  }))
  if (!plan) throw new Error('no plan')
  const offsetAt = offsetsWithin(plan.window.from, plan.window.to, zone)
  return evaluateDay(plan, all, now === undefined ? later : at(now), offsetAt)
}

const day = '2026-05-06'
describe('a day', () => {
  it.each<[string, string[], Case, object]>([
    [
      'worked to plan',
      [`in ${day}T08:00`, `out ${day}T16:00`],
      {},
      { state: 'worked', workedMinutes: 480, overtimeMinutes: 0 }
    ],
    ['late within grace', [`in ${day}T08:05`, `out ${day}T16:00`], {}, { lateMinutes: 0, workedMinutes: 475 }],
    ['late beyond grace counts whole', [`in ${day}T08:06`, `out ${day}T16:00`], {}, { lateMinutes: 6 }],
    ['early within grace', [`in ${day}T08:00`, `out ${day}T15:55`], {}, { earlyMinutes: 0 }],
    ['early beyond grace', [`in ${day}T08:00`, `out ${day}T15:30`], {}, { earlyMinutes: 30 }],
    ['overtime', [`in ${day}T08:00`, `out ${day}T17:30`], {}, { workedMinutes: 570, overtimeMinutes: 90 }],
    [
      'no overtime where there is none',
      [`in ${day}T08:00`, `out ${day}T17:30`],
      { rules: rules({ overtimeAfterMinutes: null }) },
      { overtimeMinutes: 0 }
    ],
    ['absent', [], {}, { state: 'absent', workedMinutes: 0, plannedMinutes: 480 }],
    ['before it begins', [], { now: `${day}T07:00` }, { state: 'upcoming' }],
    ['begun without anybody', [], { now: `${day}T08:30` }, { state: 'absent' }],
    ['under way', [`in ${day}T08:00`], { now: `${day}T12:00` }, { state: 'present', missing: 0, earlyMinutes: 0 }],
    ['over without an out', [`in ${day}T08:00`], {}, { state: 'incomplete', missing: 1, workedMinutes: 0 }],
    ['an out without an in', [`out ${day}T16:00`], {}, { state: 'incomplete', missing: 1 }],
    [
      'two ins: the time between is not guessed',
      [`in ${day}T08:00`, `in ${day}T12:00`, `out ${day}T16:00`],
      {},
      { missing: 1, workedMinutes: 240 }
    ],
    [
      'a break that was punched',
      [`in ${day}T08:00`, `out ${day}T12:00`, `in ${day}T12:30`, `out ${day}T16:00`],
      {},
      { workedMinutes: 450, breakMinutes: 30 }
    ],
    [
      'first in, last out',
      [`in ${day}T08:00`, `out ${day}T12:00`, `in ${day}T12:30`, `out ${day}T16:00`],
      { rules: rules({ policy: 'first_last' }) },
      { workedMinutes: 480 }
    ],
    ['a holiday', [], { holiday: 'Feast' }, { state: 'holiday', plannedMinutes: 0, holiday: 'Feast' }],
    [
      'worked on a holiday',
      [`in ${day}T08:00`, `out ${day}T10:00`],
      { holiday: 'Feast' },
      { workedMinutes: 120, overtimeMinutes: 120, lateMinutes: 0 }
    ],
    ['a day off', [], { rules: rules({ week: everyDay() }) }, { state: 'off' }],
    [
      'without a shift',
      [`in ${day}T08:00`, `out ${day}T18:00`],
      { rules: null },
      { workedMinutes: 600, overtimeMinutes: 0, shiftName: null }
    ]
  ])('%s', (_name, given, over, expected) => expect(evaluate(day, punches(...given), over)).toMatchObject(expected))
})

describe('breaks', () => {
  const full = [`in ${day}T08:00`, `out ${day}T16:00`]
  const pausing = [`in ${day}T08:00`, `out ${day}T12:00`, `in ${day}T12:20`, `out ${day}T16:00`]
  const breaks = (paid: boolean) => ({ rules: rules({ breaks: [{ minutes: 30, afterMinutes: 360, paid }] }) })
  it.each([
    ['unpaid is taken off', full, breaks(false), 450],
    ['paid is not', full, breaks(true), 480],
    ['a punched one counts towards it', pausing, breaks(false), 450],
    ['a punched one is paid as far as it goes', pausing, breaks(true), 480],
    ['grows minute by minute', [`in ${day}T08:00`, `out ${day}T14:10`], breaks(false), 360],
    ['none in a short day', [`in ${day}T08:00`, `out ${day}T12:00`], breaks(false), 240],
    [
      'between two parts of a day',
      [`in ${day}T08:00`, `out ${day}T18:00`],
      {
        rules: rules({
          policy: 'first_last' as const,
          week: everyDay(segment('08:00', '12:00'), segment('14:00', '18:00'))
        })
      },
      480
    ]
  ])('%s', (_name, given, over, worked) => expect(evaluate(day, punches(...given), over).workedMinutes).toBe(worked))
})

describe('rounding', () => {
  it.each([
    ['in to the later quarter', { roundIn: { minutes: 15, to: 'later' } }, '08:01', '16:00', 465],
    ['in to the nearest quarter', { roundIn: { minutes: 15, to: 'nearest' } }, '08:07', '16:00', 480],
    ['out to the earlier quarter', { roundOut: { minutes: 15, to: 'earlier' } }, '08:00', '16:14', 480]
  ] as const)('%s', (_name, over, from, to, worked) => {
    const given = punches(`in ${day}T${from}`, `out ${day}T${to}`)
    expect(evaluate(day, given, { rules: rules(over) }).workedMinutes).toBe(worked)
  })

  it('goes by the wall clock of a zone that is no whole hour off', () => {
    const kathmandu = DateTime.fromISO(`${day}T08:07`, { zone: 'Asia/Kathmandu' }).toMillis()
    const rounded = roundPunch(
      kathmandu,
      { minutes: 30, to: 'earlier' },
      offsetsWithin(kathmandu, kathmandu, 'Asia/Kathmandu')
    )
    expect(DateTime.fromMillis(rounded, { zone: 'Asia/Kathmandu' }).toFormat('HH:mm')).toBe('08:00')
  })
})

describe('a night', () => {
  it.each([
    [
      'an out after midnight lands on the day it began',
      day,
      ['in 2026-05-06T21:55', 'out 2026-05-07T06:10'],
      { state: 'worked', workedMinutes: 495 }
    ],
    [
      'and not on the next',
      '2026-05-07',
      ['in 2026-05-06T21:55', 'out 2026-05-07T06:10'],
      { state: 'absent', workedMinutes: 0 }
    ],
    [
      'of 23 hours of the clock is seven long',
      '2026-03-28',
      ['in 2026-03-28T22:00', 'out 2026-03-29T06:00'],
      { workedMinutes: 420, plannedMinutes: 420 }
    ],
    [
      'of 25 hours of the clock is nine long',
      '2026-10-24',
      ['in 2026-10-24T22:00', 'out 2026-10-25T06:00'],
      { workedMinutes: 540, plannedMinutes: 540 }
    ]
  ])('%s', (_name, date, given, expected) =>
    expect(evaluate(date, punches(...given), { rules: night })).toMatchObject(expected)
  )

  it('early hours: who comes before midnight comes for the next day', () => {
    const early = rules({ week: everyDay(segment('00:30', '06:00')) })
    expect(
      evaluate('2026-05-07', punches('in 2026-05-06T23:50', 'out 2026-05-07T06:00'), { rules: early })
    ).toMatchObject({
      state: 'worked',
      lateMinutes: 0
    })
  })
})

describe('a shift', () => {
  const input = (week: Segment[][]) => shiftInputSchema.safeParse({ ...rules(), week })
  const problem = (week: Segment[][]) => input(week).error?.issues[0]?.message ?? null
  it.each([
    [
      'that ends before it starts',
      everyDay(segment('16:00', '08:00')),
      'A shift that ends before it starts has to be marked as overnight.'
    ],
    [
      'that ends as it starts',
      everyDay(segment('08:00', '08:00')),
      'A shift that ends before it starts has to be marked as overnight.'
    ],
    [
      'overnight that ends after it starts',
      everyDay(segment('08:00', '16:00', true)),
      'An overnight shift ends on the next day, before the time at which it started.'
    ],
    [
      'that overlaps itself',
      everyDay(segment('08:00', '12:00'), segment('11:00', '14:00')),
      'Two parts of the week overlap.'
    ],
    [
      'whose Sunday night runs into Monday',
      [[segment('05:00', '12:00')], [], [], [], [], [], [segment('22:00', '06:00', true)]],
      'Two parts of the week overlap.'
    ],
    ['that is right', night.week, null]
  ])('%s', (_name, week, expected) => expect(problem(week)).toBe(expected))
})

describe('whatever is punched', () => {
  const shifts = fc.constantFrom(
    rules(),
    night,
    rules({ policy: 'first_last', breaks: [{ minutes: 45, afterMinutes: 300, paid: false }] }),
    rules({
      roundIn: { minutes: 15, to: 'earlier' },
      roundOut: { minutes: 15, to: 'later' },
      breaks: [{ minutes: 20, afterMinutes: 60, paid: true }]
    })
  )
  // Both switches of the clocks lie in these days.
  const dates = fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', day)
  const punch = (date: string) =>
    fc.record({
      capturedAt: fc.integer({ min: -24 * 60, max: 72 * 60 }).map((minutes) => at(`${date}T00:00`) + minutes * 60_000),
      direction: fc.constantFrom('in' as const, 'out' as const)
    })
  const scenes = fc
    .record({ date: dates, shift: shifts })
    .chain(({ date, shift }) =>
      fc.record({ date: fc.constant(date), shift: fc.constant(shift), all: fc.array(punch(date), { maxLength: 12 }) })
    )

  it('no minutes are negative, and no more is worked than the day is long', () =>
    fc.assert(
      fc.property(scenes, ({ date, shift, all }) => {
        const result = evaluate(date, all, { rules: shift })
        for (const minutes of [
          result.workedMinutes,
          result.breakMinutes,
          result.lateMinutes,
          result.earlyMinutes,
          result.overtimeMinutes,
          result.missing
        ]) {
          expect(minutes).toBeGreaterThanOrEqual(0)
        }
        expect(result.workedMinutes).toBeLessThanOrEqual(49 * 60)
        expect(result.overtimeMinutes).toBeLessThanOrEqual(result.workedMinutes)
      })
    ))

  it('the order in which punches come in does not matter', () =>
    fc.assert(
      fc.property(scenes, fc.infiniteStream(fc.nat()), ({ date, shift, all }, keys) => {
        const shuffled = all
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect(evaluate(date, shuffled, { rules: shift })).toEqual(evaluate(date, all, { rules: shift }))
      })
    ))

  it('each punch lands on exactly one day', () =>
    fc.assert(
      fc.property(
        dates,
        fc.array(fc.constantFrom(null, rules(), night, rules({ week: everyDay(segment('00:30', '09:00')) })), {
          minLength: 5,
          maxLength: 5
        }),
        fc.integer({ min: 0, max: 3 * 1440 - 1 }),
        (date, five, minute) => {
          const from = DateTime.fromISO(date, { zone }).minus({ days: 1 })
          const rulesOn = (one: string) => ({
            rules: five[Math.abs(Math.round(DateTime.fromISO(one, { zone }).diff(from, 'days').days)) % 5] ?? null,
            holiday: null
          })
          const plans = planDays(
            from.minus({ days: 1 }).toFormat('yyyy-MM-dd'),
            from.plus({ days: 4 }).toFormat('yyyy-MM-dd'),
            zone,
            rulesOn
          )
          const moment = from.toMillis() + minute * 60_000
          expect(plans.filter(({ window }) => moment >= window.from && moment < window.to)).toHaveLength(1)
        }
      )
    ))

  it('rounding moves a punch by less than its grid, the way it says', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-03-28T00:00'), max: at('2026-11-01T00:00') }),
        fc.constantFrom(5 as const, 15 as const, 60 as const),
        fc.constantFrom('nearest' as const, 'earlier' as const, 'later' as const),
        (moment, minutes, to) => {
          const moved =
            roundPunch(moment, { minutes, to }, offsetsWithin(moment - 86_400_000, moment + 86_400_000, zone)) - moment
          expect(Math.abs(moved)).toBeLessThan(minutes * 60_000)
          if (to === 'nearest') expect(Math.abs(moved)).toBeLessThanOrEqual(minutes * 30_000)
          else expect(Math.sign(moved)).not.toBe(to === 'earlier' ? 1 : -1)
        }
      )
    ))
})
