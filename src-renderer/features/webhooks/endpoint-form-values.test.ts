import { describe, expect, it } from 'vitest'
import { endpointInputSchema } from '../../../contracts/domain/webhook'
import { emptyEndpoint, endpointProblems, inputOf } from './endpoint-form-values'

const good = { ...emptyEndpoint, url: ' https://example.com/in ' }

describe('endpointProblems', () => {
  it.each([
    ['nothing typed', emptyEndpoint, ['url']],
    ['another protocol', { ...good, url: 'ftp://example.com' }, ['url']],
    ['a password in the address', { ...good, url: 'https://me:secret@example.com' }, ['credentials']],
    ['some events, but none ticked', { ...good, which: 'some' as const }, ['events']],
    ['no timeout', { ...good, timeoutSeconds: null }, ['timeout']],
    ['too long a timeout', { ...good, timeoutSeconds: 61 }, ['timeout']],
    ['all well', good, []]
  ])('%s', (_name, values, expected) => expect(endpointProblems(values)).toEqual(expected))
})

describe('inputOf', () => {
  it('makes what the contract takes', () => {
    const input = inputOf({ ...good, which: 'some', events: ['attendance.recorded'], timeoutSeconds: 2.5 })
    expect(endpointInputSchema.parse(input)).toEqual(input)
    expect(input).toMatchObject({ url: 'https://example.com/in', events: ['attendance.recorded'], timeoutMs: 2500 })
  })
  it('sends no list for all events, even when some were ticked before', () => {
    expect(inputOf({ ...good, events: ['webhook.test'] }).events).toEqual([])
  })
})
