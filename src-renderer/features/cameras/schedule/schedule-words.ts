import type { ScheduleWindow } from '../../../../contracts/domain/camera-options'

/** ISO weekdays, Monday first. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** 1 January 2024 was a Monday. */
const dayOf = (day: number) => Date.UTC(2024, 0, day)

/** "Mon", or "Monday" with `long`. */
export const dayName = (day: number, style: 'short' | 'long' = 'short', locale = 'en-GB'): string =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(dayOf(day))

/** Days as words: neighbours as a span, "Mon–Fri", "Mon, Wed", "Sat, Sun". Null for all seven. */
export function daysInWords(days: readonly number[], locale = 'en-GB'): string | null {
  const sorted = days.toSorted((a, b) => a - b)
  if (sorted.length === 7) return null
  const runs: number[][] = []
  for (const day of sorted) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  const name = (day: number | undefined) => dayName(day ?? 1, 'short', locale)
  const words = runs.flatMap((run) =>
    run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map((day) => name(day))
  )
  return words.join(', ')
}

/** It ends on the day after the one on which it begins. */
export const runsOverMidnight = ({ from, to }: Pick<ScheduleWindow, 'from' | 'to'>): boolean =>
  to < from && to !== '00:00'

/** The words that a summary needs besides days and times. */
export interface ScheduleWords {
  everyDay: string
  allDay: string
  /** Behind the end of a window that runs over midnight. */
  nextDay: string
}

/** One window: "Mon–Fri 07:00–19:00", "Every day, all day", "Fri 22:00–06:00 next day". */
export function windowInWords(window: ScheduleWindow, words: ScheduleWords, locale = 'en-GB'): string {
  const days = daysInWords(window.days, locale) ?? words.everyDay
  if (window.from === '00:00' && window.to === '24:00') return `${days}, ${words.allDay}`
  const span = `${days} ${window.from}–${window.to}`
  return runsOverMidnight(window) ? `${span} ${words.nextDay}` : span
}

/** What a time field shows: it knows no 24:00. */
export const shownTime = (time: string): string => (time === '24:00' ? '00:00' : time)

/** What was typed as the end of a window: midnight there is the end of the day. */
export const endTime = (typed: string): string => (typed === '00:00' ? '24:00' : typed)

export type WindowFault = 'days' | 'time' | 'same'

/** Why a window is none; null when it is one. */
export function windowFault({ days, from, to }: ScheduleWindow): WindowFault | null {
  if (days.length === 0) return 'days'
  if (from === '' || to === '') return 'time'
  return shownTime(from) === shownTime(to) && !(from === '00:00' && to === '24:00') ? 'same' : null
}

export const weekdayWindow: ScheduleWindow = { days: [1, 2, 3, 4, 5], from: '07:00', to: '19:00' }

export type Preset = 'always' | 'weekdays' | 'own'

/** Which of the presets a schedule is. */
export function presetOf(schedule: readonly ScheduleWindow[] | null): Preset {
  if (schedule === null) return 'always'
  const [only] = schedule
  const { days, from, to } = weekdayWindow
  const isWeekdays =
    schedule.length === 1 && only?.from === from && only.to === to && only.days.toSorted().join() === days.join()
  return isWeekdays ? 'weekdays' : 'own'
}
