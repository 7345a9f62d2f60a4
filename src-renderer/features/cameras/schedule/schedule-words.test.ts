import { describe, expect, it } from 'vitest'
import { scheduleWindowSchema } from '../../../../contracts/domain/camera-options'
import { daysInWords, endTime, presetOf, weekdayWindow, windowFault, windowInWords } from './schedule-words'

const words = { everyDay: 'Every day', allDay: 'all day', nextDay: 'next day' }
const every = [1, 2, 3, 4, 5, 6, 7]

describe('windowInWords', () => {
  it.each([
    [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '19:00' }, 'Mon–Fri 07:00–19:00'],
    [{ days: [5], from: '22:00', to: '06:00' }, 'Fri 22:00–06:00 next day'],
    [{ days: every, from: '00:00', to: '24:00' }, 'Every day, all day'],
    [{ days: [7, 6], from: '18:00', to: '24:00' }, 'Sat, Sun 18:00–24:00'],
    [{ days: [1, 3, 4, 5, 7], from: '08:30', to: '12:00' }, 'Mon, Wed–Fri, Sun 08:30–12:00']
  ])('%j', (window, expected) => {
    expect(scheduleWindowSchema.safeParse(window).success).toBe(true)
    expect(windowInWords(window, words)).toBe(expected)
  })

  it('names days in the language that is asked for', () => {
    expect(daysInWords([1, 2, 3], 'de')).toBe('Mo–Mi')
  })
})

describe('windowFault', () => {
  it.each([
    [{ days: [], from: '07:00', to: '19:00' }, 'days'],
    [{ days: [1], from: '', to: '19:00' }, 'time'],
    [{ days: [1], from: '07:00', to: '07:00' }, 'same'],
    [{ days: [1], from: '00:00', to: endTime('00:00') }, null],
    [{ days: [1], from: '22:00', to: '06:00' }, null]
  ])('%j: %s', (window, expected) => {
    expect(windowFault(window)).toBe(expected)
    // What is said to be right is taken by main, and the other way round.
    expect(scheduleWindowSchema.safeParse(window).success).toBe(expected === null)
  })
})

it('tells presets from schedules of one’s own', () => {
  expect(presetOf(null)).toBe('always')
  expect(presetOf([{ ...weekdayWindow, days: [5, 4, 3, 2, 1] }])).toBe('weekdays')
  expect(presetOf([weekdayWindow, weekdayWindow])).toBe('own')
  expect(presetOf([])).toBe('own')
})
