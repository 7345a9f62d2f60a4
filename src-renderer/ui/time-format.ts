/** How a moment is written. `auto` is the time of day, with the date before it when it was not today. */
export type TimeStyle = 'auto' | 'time' | 'date' | 'dateTime'

const day = { day: 'numeric', month: 'short' } as const
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

/** Calendar day in that zone, as `2026-11-21`. */
export function dayIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at
  )
}

/** A moment (epoch ms) in words, in the site's zone. `now` decides what today and this year are. */
export function formatTime(at: number, zone: string, now: number, style: TimeStyle = 'auto', locale = 'en-GB'): string {
  const sameYear = dayIn(zone, at).slice(0, 4) === dayIn(zone, now).slice(0, 4)
  const date = sameYear ? day : { ...day, year: 'numeric' as const }
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(at)
  if (style === 'time') return write(clock)
  if (style === 'date') return write({ ...date, weekday: 'short' })
  if (style === 'auto' && dayIn(zone, at) === dayIn(zone, now)) return write(clock)
  return write({ ...date, ...clock })
}

/** The time of day without its seconds, with the weekday before it when it is not today: "07:00", "Mon 07:00". */
export function formatClock(at: number, zone: string, now: number, locale = 'en-GB'): string {
  const otherDay = dayIn(zone, at) !== dayIn(zone, now)
  const words = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const
  return new Intl.DateTimeFormat(locale, otherDay ? { ...words, weekday: 'short' } : words).format(at)
}

/** What hovering shows: the site's own offset in ISO 8601, then UTC. */
export function exactTime(at: number, zone: string): string {
  const utc = new Date(at).toISOString()
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset'
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  const local = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
  return `${local} (${zone})\n${utc} (UTC)`
}

/** A span as its largest unit, for words such as "14 s" and "3 h": value and unit. Below one second it is 0 s. */
export function largestUnit(spanMs: number): { value: number; unit: 'second' | 'minute' | 'hour' | 'day' } {
  const seconds = Math.max(0, Math.floor(spanMs / 1000))
  if (seconds < 60) return { value: seconds, unit: 'second' }
  if (seconds < 3600) return { value: Math.floor(seconds / 60), unit: 'minute' }
  if (seconds < 86_400) return { value: Math.floor(seconds / 3600), unit: 'hour' }
  return { value: Math.floor(seconds / 86_400), unit: 'day' }
}

/** A span in short words: "14 s", "3 min", "2 h", "5 days". */
export function formatSpan(spanMs: number, locale = 'en'): string {
  const { value, unit } = largestUnit(spanMs)
  if (unit === 'second') return `${value} s`
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

/** A moment against now: "14 s ago", "in 3 min". */
export function formatAgo(at: number, now: number, locale = 'en-GB'): string {
  const { value, unit } = largestUnit(Math.abs(now - at))
  const sign = at > now ? 1 : -1
  if (unit === 'second' && value < 2)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' }).format(sign * value, unit)
}
