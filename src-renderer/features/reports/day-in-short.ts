import { DateTime } from 'luxon'

/** A day (`YYYY-MM-DD`) with its weekday: "Wed, 6 May 2026". */
export const dayInShort = (date: string, locale = 'en-GB'): string =>
  DateTime.fromISO(date, { zone: 'utc' }).setLocale(locale).toLocaleString(DateTime.DATE_MED_WITH_WEEKDAY)
