import { describe, expect, it } from 'vitest'
import { deliveryFilterSchema } from '../../../../contracts/domain/webhook'
import { deliveryFilter, epochToLocal, isNarrowed, localToEpoch, readLogFilters } from './delivery-filters'

const person = 'per_01j00000000000000000000000'
const read = (query: string) => readLogFilters(new URLSearchParams(query))
const now = Date.UTC(2026, 0, 15, 12, 0, 40)

describe('deliveryFilter', () => {
  it.each([
    ['', {}],
    ['state=dead,nonsense,pending', { states: ['pending', 'dead'] }],
    ['event=webhook.test', { eventTypes: ['webhook.test'] }],
    [`person=${person}`, { personId: person }],
    ['person=anybody', {}],
    ['q=timeout', { search: 'timeout' }],
    ['since=1h', { from: Date.UTC(2026, 0, 15, 11, 0) }],
    [
      'from=2026-01-15T08:30&to=2026-01-15T09:00',
      { from: Date.UTC(2026, 0, 15, 7, 30), to: Date.UTC(2026, 0, 15, 8, 0) }
    ],
    ['from=yesterday', {}]
  ])('?%s', (query, expected) => {
    const filter = deliveryFilter(read(query), 'Europe/Berlin', now)
    expect(deliveryFilterSchema.parse(filter)).toEqual(filter)
    expect(filter).toMatchObject({ states: [], eventTypes: [], from: null, to: null, search: '', ...expected })
  })
})

it('knows a filter from none', () => {
  expect(isNarrowed(read('delivery=x'))).toBe(false)
  expect(isNarrowed(read('since=24h'))).toBe(true)
  expect(isNarrowed(read('to=2026-01-15T09:00'))).toBe(true)
})

it('writes times of the site both ways', () => {
  const at = localToEpoch('2026-07-01T06:15', 'America/New_York')
  expect(at).toBe(Date.UTC(2026, 6, 1, 10, 15))
  expect(epochToLocal(at ?? 0, 'America/New_York')).toBe('2026-07-01T06:15')
})
