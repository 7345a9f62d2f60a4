import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { attemptOutcomeSchema, deliveryStateSchema, switchedOffByOperator } from '../../../../contracts/domain/webhook'
import words from '../../../i18n/en/webhooks.json'
import {
  answerOf,
  attemptTones,
  canRetry,
  deliveryTones,
  deliveryWord,
  endpointWord,
  endpointTones
} from './state-words'

const stats = {
  waiting: 0,
  dead: 0,
  delivered24h: 0,
  failed24h: 0,
  lastSuccessAt: null,
  lastFailureAt: null,
  lastError: null,
  hours: [],
  latencyMs: null
}
const endpoint = (change: Partial<Endpoint['stats']>, rest: Partial<Endpoint> = {}) => ({
  state: 'active' as const,
  disabledReason: null,
  ...rest,
  stats: { ...stats, ...change }
})

describe('endpointWord', () => {
  it.each([
    ['unused', endpoint({})],
    ['active', endpoint({ lastSuccessAt: 5 })],
    ['active', endpoint({ lastSuccessAt: 9, lastFailureAt: 5, waiting: 2 })],
    ['failing', endpoint({ lastSuccessAt: 5, lastFailureAt: 9, waiting: 1 })],
    ['failing', endpoint({ lastFailureAt: 9, dead: 1 })],
    ['active', endpoint({ lastFailureAt: 9 })],
    ['parked', endpoint({ lastFailureAt: 9, waiting: 1 }, { state: 'parked' })],
    ['blocked', endpoint({ lastFailureAt: 9, dead: 1 }, { state: 'blocked' })],
    ['open_circuit', endpoint({ lastFailureAt: 9, waiting: 1 }, { state: 'open_circuit' })],
    ['off', endpoint({ lastSuccessAt: 5 }, { state: 'off' })],
    ['off', endpoint({ lastFailureAt: 5, waiting: 2 }, { state: 'off', disabledReason: switchedOffByOperator })],
    ['gone', endpoint({ lastSuccessAt: 5 }, { state: 'off', disabledReason: 'The receiver answered 410.' })]
  ])('%s', (expected, one) => expect(endpointWord(one)).toBe(expected))
})

describe('deliveryWord', () => {
  it.each([
    ['pending', 0, 'waiting'],
    ['pending', 2, 'retrying'],
    ['dead', 8, 'dead']
  ] as const)('%s after %i attempts is %s', (state, attempts, expected) => {
    expect(deliveryWord({ state, attempts })).toBe(expected)
  })
})

it('retries what is dead or waiting', () => {
  expect(deliveryStateSchema.options.filter(canRetry)).toEqual(['pending', 'dead'])
})

it('says what came back', () => {
  expect(answerOf({ lastStatus: 503, lastError: 'The receiver answered 503.' })).toBe(
    '503 · The receiver answered 503.'
  )
  expect(answerOf({ lastStatus: null, lastError: null })).toBe('')
})

it('has a word for every state', () => {
  expect(Object.keys(words.endpointState).sort()).toEqual(Object.keys(endpointTones).sort())
  expect(Object.keys(words.endpointStateHint).sort()).toEqual(Object.keys(endpointTones).sort())
  expect(Object.keys(words.deliveryState).sort()).toEqual(Object.keys(deliveryTones).sort())
  expect(Object.keys(words.outcome).sort()).toEqual([...attemptOutcomeSchema.options].sort())
  expect(Object.keys(attemptTones).sort()).toEqual([...attemptOutcomeSchema.options].sort())
})
