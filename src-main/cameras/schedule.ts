import { DateTime } from 'luxon'
import type { ScheduleWindow } from '../../contracts/domain/camera-options'

/** Whether a camera is to work, and when that changes next (epoch ms); null when it never does. */
export interface ScheduleState {
  open: boolean
  until: number | null
}

interface Span {
  from: number
  to: number
}

const dayMinutes = 1440
/** Windows repeat every week, and one may begin the day before: what holds so far ahead holds for good. */
const daysAhead = 8

/**
 * What a schedule says of a moment. Windows that touch or overlap are one. Where clocks change, a time that they skip is the
 * first one after it; of a time that they repeat, a window begins at the first and ends at the second.
 *
 * @param timeZone of the site, as the IANA database names it
 * @param now epoch ms
 */
export function scheduleAt(schedule: readonly ScheduleWindow[] | null, timeZone: string, now: number): ScheduleState {
  if (schedule === null) return { open: true, until: null }
  const today = DateTime.fromMillis(now, { zone: timeZone })
  const { year, month, day } = today
  // A calendar without clocks to count days on.
  const midnight = DateTime.utc(year, month, day)
  const spans = merged(schedule.flatMap((window) => spansOf(window, midnight, timeZone)))
  const current = spans.find(({ from, to }) => from <= now && now < to)
  if (!current) return { open: false, until: spans.find(({ from }) => from > now)?.from ?? null }
  const horizon = momentOf(midnight, daysAhead * dayMinutes, timeZone, 'first')
  return { open: true, until: current.to >= horizon ? null : current.to }
}

/** Every time that a window opens from yesterday on. */
function spansOf({ days, from, to }: ScheduleWindow, midnight: DateTime, timeZone: string): Span[] {
  const begins = minutesOf(from)
  const ends = minutesOf(to) + (minutesOf(to) <= begins ? dayMinutes : 0)
  const spans: Span[] = []
  for (let offset = -1; offset <= daysAhead; offset++) {
    const start = midnight.plus({ days: offset })
    if (!days.includes(start.weekday)) continue
    spans.push({
      from: momentOf(start, begins, timeZone, 'first'),
      to: momentOf(start, ends, timeZone, 'last')
    })
  }
  return spans
}

/** The moment when clocks in a zone show so many minutes after a day's midnight. */
function momentOf(day: DateTime, minutes: number, zone: string, which: 'first' | 'last'): number {
  // Bounded by the longest that clocks have ever been put forward: one whole day.
  for (let at = minutes; at <= minutes + dayMinutes; at++) {
    const { year, month, day: date, hour, minute } = day.plus({ minutes: at })
    const moment = DateTime.fromObject({ year, month, day: date, hour, minute }, { zone })
    if (moment.hour !== hour || moment.minute !== minute) continue
    const moments = moment.getPossibleOffsets().map((one) => one.toMillis())
    return which === 'first' ? Math.min(...moments) : Math.max(...moments)
  }
  return day.plus({ minutes }).toMillis()
}

function merged(spans: Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else all.push({ ...span })
  }
  return all
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
