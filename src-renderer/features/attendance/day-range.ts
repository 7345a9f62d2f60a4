import { DateTime } from 'luxon'

/** Bounds of one calendar day of a site, epoch milliseconds, `to` exclusive: 23 or 25 hours apart where clocks change. */
export interface DayRange {
  from: number
  to: number
}

/** True for a real date written `YYYY-MM-DD`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid

/** The bounds of a day (`YYYY-MM-DD`) in an IANA time zone. */
export function dayRange(day: string, zone: string): DayRange {
  const start = DateTime.fromISO(day, { zone }).startOf('day')
  return { from: start.toMillis(), to: start.plus({ days: 1 }).startOf('day').toMillis() }
}

/** The day `by` days later; earlier when negative. Calendar days, so no clock change can skip or repeat one. */
export const shiftDay = (day: string, by: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days: by }).toFormat('yyyy-MM-dd')

/** A day in words: "Friday, 21 November 2025". */
export const dayInWords = (day: string, locale = 'en-GB'): string =>
  DateTime.fromISO(day, { zone: 'utc' }).setLocale(locale).toLocaleString(DateTime.DATE_HUGE)
