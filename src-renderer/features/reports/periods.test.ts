import { expect, it } from 'vitest'
import { hours, periodOf, presetOf } from './periods'

it.each([
  ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
  ['week', '2026-03-01', '2026-02-23', '2026-03-01'],
  ['lastWeek', '2026-03-01', '2026-02-16', '2026-02-22'],
  ['month', '2026-02-10', '2026-02-01', '2026-02-28'],
  ['lastMonth', '2026-03-31', '2026-02-01', '2026-02-28']
] as const)('%s on %s is %s to %s', (preset, today, from, to) => {
  expect(periodOf(preset, today)).toEqual({ from, to })
  expect(presetOf({ from, to }, today)).toBe(preset)
})

it.each([
  [0, '–'],
  [5, '0:05'],
  [485, '8:05'],
  [6000, '100:00']
])('%d minutes are %s', (minutes, expected) => expect(hours(minutes)).toBe(expected))
