import { describe, expect, it } from 'vitest'
import { dayOf } from './site-day'

const hour = 3_600_000

describe('dayOf', () => {
  it.each([
    ['2026-01-15T23:30:00Z', 'UTC', '2026-01-15', 24],
    ['2026-01-15T23:30:00Z', 'Europe/Madrid', '2026-01-16', 24],
    ['2026-03-29T12:00:00Z', 'Europe/Madrid', '2026-03-29', 23],
    ['2026-10-25T12:00:00Z', 'Europe/Madrid', '2026-10-25', 25],
    ['2026-01-15T03:00:00Z', 'America/Chicago', '2026-01-14', 24]
  ])('%s in %s is %s, %i hours long', (moment, zone, date, hours) => {
    const day = dayOf(Date.parse(moment), zone)
    expect(day.date).toBe(date)
    expect((day.to - day.from) / hour).toBe(hours)
    expect(day.from).toBeLessThanOrEqual(Date.parse(moment))
    expect(day.to).toBeGreaterThan(Date.parse(moment))
  })
})
