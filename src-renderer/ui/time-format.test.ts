import { describe, expect, it } from 'vitest'
import { dayIn, exactTime, formatAgo, formatClock, formatSpan, formatTime, largestUnit } from './time-format'

const at = Date.UTC(2026, 10, 21, 22, 4, 5)
const hour = 3_600_000

describe('formatTime', () => {
  it('shows today as a time of day in the zone of the site', () => {
    expect(formatTime(at, 'Europe/Berlin', at + 1000)).toBe('23:04:05')
    expect(formatTime(at, 'Asia/Tokyo', at + 1000)).toBe('07:04:05')
  })

  it('puts the date before it on another day, where the zone decides what another day is', () => {
    expect(formatTime(at, 'Europe/Berlin', at + 2 * hour)).toBe('21 Nov, 23:04:05')
    expect(formatTime(at, 'UTC', at + hour)).toBe('22:04:05')
  })

  it('adds the year when it is another', () => {
    expect(formatTime(at, 'UTC', Date.UTC(2027, 0, 2))).toBe('21 Nov 2026, 22:04:05')
  })

  it('writes midnight as 00', () => {
    expect(formatTime(Date.UTC(2026, 0, 1, 0, 0, 1), 'UTC', at, 'time')).toBe('00:00:01')
  })
})

describe('formatClock', () => {
  it('leaves the seconds out and names the day only when it is another', () => {
    expect(formatClock(at, 'Europe/Berlin', at - hour)).toBe('23:04')
    expect(formatClock(at, 'Asia/Tokyo', at - 12 * hour)).toBe('Sun 07:04')
  })
})

describe('exactTime', () => {
  it('gives the local offset and UTC', () => {
    expect(exactTime(at, 'Europe/Berlin')).toBe(
      '2026-11-21T23:04:05+01:00 (Europe/Berlin)\n2026-11-21T22:04:05.000Z (UTC)'
    )
    expect(exactTime(at, 'UTC')).toContain('2026-11-21T22:04:05+00:00 (UTC)')
  })
})

describe('spans', () => {
  it('take their largest whole unit', () => {
    expect(largestUnit(59_999)).toEqual({ value: 59, unit: 'second' })
    expect(largestUnit(60_000)).toEqual({ value: 1, unit: 'minute' })
    expect(largestUnit(49 * hour)).toEqual({ value: 2, unit: 'day' })
    expect(largestUnit(-5)).toEqual({ value: 0, unit: 'second' })
  })

  it('are written short', () => {
    expect(formatSpan(14_200)).toBe('14 s')
    expect(formatSpan(3 * 60_000)).toBe('3 min')
    expect(formatSpan(49 * hour)).toBe('2 days')
  })

  it('look back and ahead', () => {
    expect(formatAgo(at - 14_000, at)).toMatch(/^14 sec?\.? ago$/)
    expect(formatAgo(at + 3 * 60_000, at)).toMatch(/^in 3 min/)
    expect(formatAgo(at - 500, at)).toBe('now')
  })
})

describe('dayIn', () => {
  it('is the calendar day of the zone', () => {
    expect(dayIn('Asia/Tokyo', at)).toBe('2026-11-22')
  })
})
