import { DateTime } from 'luxon'

/** One calendar day of a site: `date` as YYYY-MM-DD, bounds in epoch milliseconds, `to` exclusive. */
export interface SiteDay {
  date: string
  from: number
  to: number
}

/** The day in which a moment falls in an IANA time zone; 23 or 25 hours long where the clocks change. */
export function dayOf(moment: number, timeZone: string): SiteDay {
  const start = DateTime.fromMillis(moment, { zone: timeZone }).startOf('day')
  return {
    date: start.toFormat('yyyy-MM-dd'),
    from: start.toMillis(),
    to: start.plus({ days: 1 }).startOf('day').toMillis()
  }
}
