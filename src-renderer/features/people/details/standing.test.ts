import { expect, it } from 'vitest'
import words from '../../../i18n/en/people.json'
import { standingOf, standingTones } from './standing'

const dates = { status: 'active', validFrom: '2026-01-10', validTo: '2026-01-20' } as const

it.each([
  ['2026-01-09', 'notYet'],
  ['2026-01-10', 'active'],
  ['2026-01-20', 'active'],
  ['2026-01-21', 'over']
])('on %s is %s', (today, expected) => expect(standingOf(dates, today)).toBe(expected))

it('says first that somebody left', () => {
  expect(standingOf({ ...dates, status: 'left' }, '2026-01-21')).toBe('left')
  expect(standingOf({ status: 'active', validFrom: null, validTo: null }, '2026-01-21')).toBe('active')
})

it('has words for each', () => {
  for (const standing of Object.keys(standingTones)) expect(words.status).toHaveProperty(standing)
})
