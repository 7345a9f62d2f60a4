import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../contracts/domain/webhook'
import { switchedOffByOperator } from '../../contracts/domain/webhook'
import { troubleOf, warningsOf } from './queue-watch'
import { troubleWords } from './trouble-words'

const endpoint = (over: Partial<Endpoint>, hour: [delivered: number, failed: number] = [0, 0]): Endpoint =>
  ({
    id: 'wh_1',
    url: 'https://hooks.example/in?token=x',
    enabled: true,
    clockSkewMs: null,
    state: 'active',
    disabledReason: null,
    stats: { hours: [{ from: 0, delivered: hour[0], failed: hour[1] }] },
    ...over
  }) as Endpoint

describe('what an operator is called for', () => {
  it.each([
    ['nothing where all is well', endpoint({}, [100, 1]), null],
    ['nothing for a few failures', endpoint({}, [2, 3]), null],
    ['too many failures', endpoint({}, [90, 10]), 'failing'],
    ['a circuit that opened', endpoint({ state: 'open_circuit' }), 'circuit_open'],
    ['a lane that stands', endpoint({ state: 'blocked' }), 'blocked'],
    ['nothing while the network is down', endpoint({ state: 'parked' }), null],
    ['an endpoint that its answers switched off', endpoint({ state: 'off', disabledReason: '410' }), 'switched_off'],
    ['nothing that he did', endpoint({ state: 'off', disabledReason: switchedOffByOperator }), null]
  ])('%s', (_name, given, expected) => {
    expect(troubleOf(given)).toBe(expected)
  })

  it('names the endpoint, and nothing of its address that may be secret', () => {
    const words = troubleWords({ url: 'https://hooks.example/in?token=x', description: '' }, 'blocked')
    expect(words.title).toBe('Webhooks: hooks.example')
  })
})

describe('banners of an endpoint', () => {
  it.each([
    ['none while the clocks agree', 60_000, []],
    ['one when the receiver is ahead', 61_000, [61]],
    ['one when it is behind', -90_000, [90]]
  ])('%s', (_name, clockSkewMs, expected) => {
    const warnings = warningsOf(endpoint({ clockSkewMs }))
    expect(warnings.map(({ code, values }) => [code, values.seconds, values.url])).toEqual(
      expected.map((seconds) => ['endpoint_clock', seconds, 'hooks.example'])
    )
  })
})
