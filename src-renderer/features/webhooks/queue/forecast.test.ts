import { describe, expect, it } from 'vitest'
import type { DialectInfo, QueueState } from '../../../../contracts/domain/webhook'
import { endpointForecast, rateNumber, wholeForecast } from './forecast'

const queue = (part: Partial<QueueState['endpoints'][number]>): QueueState['endpoints'][number] => ({
  endpointId: 'wh_1',
  waiting: 4312,
  scheduled: 0,
  oldestAt: 0,
  perSecond: 0,
  secondsLeft: null,
  ...part
})
const limited = { rate: { count: 40, perSeconds: 10 } } as DialectInfo

describe('endpointForecast', () => {
  it('takes what main says', () => {
    expect(endpointForecast(queue({ perSecond: 5, secondsLeft: 800 }))).toEqual({
      waiting: 4312,
      perSecond: 5,
      seconds: 800
    })
  })
  it('goes by the limit while nothing goes out', () => {
    expect(endpointForecast(queue({}), undefined, limited)).toEqual({ waiting: 4312, perSecond: 4, seconds: 1078 })
  })
  it('says nothing where nothing tells it', () => {
    expect(endpointForecast(queue({}))).toEqual({ waiting: 4312, perSecond: null, seconds: null })
  })
  it('is over where nothing waits', () => expect(endpointForecast(queue({ waiting: 0 })).seconds).toBe(0))
})

describe('wholeForecast', () => {
  it('adds what waits and takes the slowest', () => {
    const parts = [
      { waiting: 100, perSecond: 10, seconds: 10 },
      { waiting: 30, perSecond: 1, seconds: 30 },
      { waiting: 0, perSecond: 9, seconds: 0 }
    ]
    expect(wholeForecast(parts)).toEqual({ waiting: 130, perSecond: 11, seconds: 30 })
  })
  it('goes by those of which something is known', () => {
    const unknown = { waiting: 1, perSecond: null, seconds: null }
    expect(wholeForecast([unknown]).seconds).toBeNull()
    expect(wholeForecast([unknown, { waiting: 8, perSecond: 4, seconds: 2 }])).toEqual({
      waiting: 9,
      perSecond: 4,
      seconds: 2
    })
    expect(wholeForecast([]).seconds).toBe(0)
  })
})

it.each([
  [0.02, 0.1],
  [3.96, 4],
  [12.4, 12]
])('writes %d as %d', (rate, expected) => expect(rateNumber(rate)).toBe(expected))
