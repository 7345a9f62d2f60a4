import { DateTime } from 'luxon'
import type { Shift } from '../../../contracts/domain/shift'
import { segmentMinutes } from '../../../contracts/domain/shift'

/** The rules that a day is judged by. */
export type ShiftRules = Pick<
  Shift,
  | 'name'
  | 'week'
  | 'graceInMinutes'
  | 'graceOutMinutes'
  | 'roundIn'
  | 'roundOut'
  | 'breaks'
  | 'overtimeAfterMinutes'
  | 'policy'
>

export interface Span {
  from: number
  to: number
}

/** One day of one person before anybody punched. Epoch ms. */
export interface DayPlan {
  date: string
  rules: ShiftRules | null
  holiday: string | null
  /** What is to be worked, in order; empty on days off and holidays. */
  segments: Span[]
  /** Punches in here belong to this day, `to` exclusive; the windows of successive days meet. */
  window: Span
}

export type RulesOn = (date: string) => { rules: ShiftRules | null; holiday: string | null }

/** How long before an early start people come, and how long after a night they leave: hours. */
const earlyHours = 2
const lateHours = 6
/** No day reaches beyond this hour of the next one, so that windows stay in order. */
const latestHour = 20

/** The day `by` days later. */
export const dateAfter = (date: string, by: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days: by }).toFormat('yyyy-MM-dd')

/**
 * Plans of the days from `from` to `to`, both inclusive. A time that the clocks skip is taken as the moment they jump to;
 * one that comes twice is the first.
 */
export function planDays(from: string, to: string, zone: string, rulesOn: RulesOn): DayPlan[] {
  const plans: DayPlan[] = []
  const before = { date: dateAfter(from, -1), segments: segmentsOn(dateAfter(from, -1), zone, rulesOn) }
  let today = { date: from, segments: segmentsOn(from, zone, rulesOn) }
  let start = boundary(before.segments, today, zone)
  while (today.date <= to) {
    const date = dateAfter(today.date, 1)
    const next = { date, segments: segmentsOn(date, zone, rulesOn) }
    const end = boundary(today.segments, next, zone)
    plans.push({ ...today, ...rulesOn(today.date), window: { from: start, to: end } })
    today = next
    start = end
  }
  return plans
}

function segmentsOn(date: string, zone: string, rulesOn: RulesOn): Span[] {
  const { rules, holiday } = rulesOn(date)
  const midnight = DateTime.fromISO(date, { zone })
  if (rules === null || holiday !== null) return []
  return (rules.week[midnight.weekday - 1] ?? [])
    .map(segmentMinutes)
    .map(({ from, to }) => ({ from: atMinute(midnight, from), to: atMinute(midnight, to) }))
    .sort((a, b) => a.from - b.from)
}

/** On the wall clock, whatever the clocks did since midnight. */
function atMinute(midnight: DateTime, minute: number): number {
  const day = midnight.plus({ days: Math.floor(minute / 1440) })
  return day.set({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 }).toMillis()
}

/**
 * Where a day's punches end and the next day's begin: midnight, unless a night shift runs over it or the next day starts
 * close to it. Then it lies halfway between the two, or some hours beyond the one that there is.
 */
function boundary(segments: readonly Span[], next: { date: string; segments: readonly Span[] }, zone: string): number {
  const morning = DateTime.fromISO(next.date, { zone })
  const midnight = morning.startOf('day').toMillis()
  const latest = morning.set({ hour: latestHour }).toMillis()
  const end = Math.max(-Infinity, ...segments.map(({ to }) => to))
  const start = next.segments[0]?.from ?? Infinity
  const arriving = start - earlyHours * 3_600_000
  const halfway = Math.floor((end + start) / 2)
  if (end > midnight) return Math.min(start === Infinity ? end + lateHours * 3_600_000 : halfway, latest)
  if (arriving >= midnight) return midnight
  return end > arriving ? halfway : arriving
}
