import { describe, expect, it } from 'vitest'
import { dayInWords, dayRange, isDay, shiftDay } from './day-range'

const hour = 3_600_000

describe('dayRange', () => {
  it.each([
    ['an ordinary day', '2026-01-15', 'Europe/Madrid', '2026-01-14T23:00:00Z', 24],
    ['the day the clocks go forward', '2026-03-29', 'Europe/Madrid', '2026-03-28T23:00:00Z', 23],
    ['the day the clocks go back', '2026-10-25', 'Europe/Madrid', '2026-10-24T22:00:00Z', 25],
    ['west of Greenwich', '2026-01-15', 'America/Chicago', '2026-01-15T06:00:00Z', 24],
    ['half an hour off', '2026-01-15', 'Asia/Kolkata', '2026-01-14T18:30:00Z', 24],
    ['a day whose midnight does not exist', '2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z', 23]
  ])('%s', (_name, day, zone, from, hours) => {
    const range = dayRange(day, zone)
    expect(new Date(range.from).toISOString()).toBe(from.replace('Z', '.000Z'))
    expect((range.to - range.from) / hour).toBe(hours)
  })

  it('leaves no gap between two days', () => {
    expect(dayRange('2026-03-29', 'Europe/Madrid').to).toBe(dayRange('2026-03-30', 'Europe/Madrid').from)
  })
})

describe('shiftDay', () => {
  it.each([
    ['2026-03-28', 1, '2026-03-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-12-31', 1, '2027-01-01']
  ])('%s by %i is %s', (day, by, expected) => expect(shiftDay(day, by)).toBe(expected))
})

describe('isDay', () => {
  it.each([
    ['2026-02-28', true],
    ['2026-02-30', false],
    ['today', false],
    ['', false]
  ])('%s: %s', (text, expected) => expect(isDay(text)).toBe(expected))
})

it('writes a day in words', () => expect(dayInWords('2025-11-21')).toMatch(/^Friday,? 21 November 2025$/))
