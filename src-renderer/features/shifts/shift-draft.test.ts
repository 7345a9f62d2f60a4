import { describe, expect, it } from 'vitest'
import { newShift, shiftProblems, weekInRuns } from './shift-draft'

describe('a draft', () => {
  it('begins with everything but a name', () => {
    expect(shiftProblems(newShift()).map(({ place }) => place)).toEqual(['name'])
    expect(shiftProblems({ ...newShift(), name: 'Day' })).toEqual([])
  })

  it('says that a shift cannot end before it starts', () => {
    const week = newShift().week.map(() => [{ start: '22:00', end: '06:00', overnight: false }])
    const problems = shiftProblems({ ...newShift(), name: 'Night', week })
    expect(problems[0]).toEqual({
      place: 'week',
      message: 'A shift that ends before it starts has to be marked as overnight.'
    })
  })
})

it('tells a week in runs of days', () => {
  const late = { start: '22:00', end: '06:00', overnight: true }
  const week = newShift().week.map((segments, day) => (day === 6 ? [late] : day === 2 ? [] : segments))
  expect(weekInRuns(week)).toEqual([
    { from: 1, to: 2, hours: '09:00–17:00' },
    { from: 4, to: 5, hours: '09:00–17:00' },
    { from: 7, to: 7, hours: '22:00–06:00 (+1)' }
  ])
})
