import { DateTime } from 'luxon'

/** A moment that a date and a wall-clock time can mean; `offset` is its distance from UTC, such as `+02:00`. */
export interface LocalMoment {
  at: number
  offset: string
}

/**
 * Every moment that a date (`YYYY-MM-DD`) and a time (`HH:MM` or `HH:MM:SS`) mean in a zone, earliest first: none for a
 * time that the clocks skipped, two for one that came twice. Null when what was typed is no date or no time.
 */
export function localMoments(date: string, time: string, zone: string): LocalMoment[] | null {
  const asked = DateTime.fromISO(`${date}T${time}`, { zone })
  if (!asked.isValid || !/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time)) return null
  const wall = time.length === 5 ? `${time}:00` : time
  if (asked.toFormat('yyyy-MM-dd HH:mm:ss') !== `${date} ${wall}`) return []
  return asked
    .getPossibleOffsets()
    .map((moment) => ({ at: moment.toMillis(), offset: moment.toFormat('ZZ') }))
    .sort((a, b) => a.at - b.at)
}

/** A moment as the boxes of a form hold it. */
export function localFields(at: number, zone: string): { date: string; time: string } {
  const moment = DateTime.fromMillis(at, { zone })
  return { date: moment.toFormat('yyyy-MM-dd'), time: moment.toFormat('HH:mm:ss') }
}
