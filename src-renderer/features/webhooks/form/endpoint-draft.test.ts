import { describe, expect, it } from 'vitest'
import type { DialectInfo } from '../../../../contracts/domain/webhook'
import { endpointInputSchema } from '../../../../contracts/domain/webhook'
import { draftProblems } from './draft-problems'
import type { EndpointDraft } from './endpoint-draft'
import { emptyDraft, inputOf, previewInput, ticked, withDialect, withOptions } from './endpoint-draft'

const typed = (part: Partial<EndpointDraft['input']>, rest: Partial<EndpointDraft> = {}): EndpointDraft => ({
  ...emptyDraft,
  ...rest,
  input: { ...emptyDraft.input, url: ' https://example.com/in ', ...part }
})
const { tls, lane, retries } = emptyDraft.input.options
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const option = (part: Partial<EndpointDraft['input']['options']>) => withOptions(typed({}), part)

describe('draftProblems', () => {
  it.each([
    ['nothing typed', emptyDraft, { url: 'url' }],
    ['another protocol', typed({ url: 'ftp://example.com' }), { url: 'url' }],
    ['a password in the address', typed({ url: 'https://me:secret@example.com' }), { url: 'credentials' }],
    ['no event ticked', typed({}, { which: 'chosen' }), { events: 'events' }],
    ['an emptied time limit', typed({ timeoutMs: NaN }), { timeoutMs: 'between' }],
    ['too long a time limit', typed({ timeoutMs: 121_000 }), { timeoutMs: 'between' }],
    ['a secret of 3 characters', typed({}, { secret: 'abc' }), { secret: 'secretShort' }],
    ['a secret with spaces', typed({}, { secret: 'correct horse battery' }), { secret: 'secretSigns' }],
    ['a header of ours', typed({ headers: [{ name: 'Webhook-Id', value: '1' }] }), { 'headers.0.name': 'headerOurs' }],
    ['a header with a space', typed({ headers: [{ name: 'X Site', value: '' }] }), { 'headers.0.name': 'headerName' }],
    [
      'a line break in a value',
      typed({ headers: [{ name: 'X', value: 'a\nb' }] }),
      { 'headers.0.value': 'headerValue' }
    ],
    ['a header twice', typed({ headers: [{ name: 'X-A' }, { name: 'x-a' }] }), { headers: 'headerTwice' }],
    ['no certificate', option({ tls: { ...tls, ca: 'hello' } }), { 'options.tls.ca': 'pem' }],
    ['a certificate without key', option({ tls: { ...tls, certificate: pem } }), { clientKey: 'keyMissing' }],
    [
      'a proxy of no protocol',
      option({ proxy: { url: 'proxy:80', username: '' } }),
      { 'options.proxy.url': 'proxyUrl' }
    ],
    ['51 attempts', option({ retries: { ...retries, attempts: 51 } }), { 'options.retries.attempts': 'between' }],
    ['none at once', option({ lane: { ...lane, concurrency: 0 } }), { 'options.lane.concurrency': 'between' }],
    ['all well', typed({}), {}]
  ])('%s', (_name, draft, expected) => expect(draftProblems(draft, false)).toEqual(expected))

  it('asks for no key where one is kept', () => {
    expect(draftProblems(option({ tls: { ...tls, certificate: pem } }), true)).toEqual({})
  })
})

describe('inputOf', () => {
  it('makes what the contract takes', () => {
    const input = inputOf(typed({ events: ['attendance.recorded'] }, { which: 'chosen' }))
    expect(endpointInputSchema.parse(input)).toEqual(input)
    expect(input).toMatchObject({ url: 'https://example.com/in', events: ['attendance.recorded'] })
  })
  it('sends no list for what the dialect offers, even when some were ticked before', () => {
    expect(inputOf(typed({ events: ['webhook.test'] })).events).toEqual([])
  })
})

describe('previewInput', () => {
  it('puts in an address while none is typed', () => {
    expect(previewInput(emptyDraft, ['url'])?.url).toBe('https://example.com/your-endpoint')
  })
  it('waits while something else is wrong', () => expect(previewInput(emptyDraft, ['timeoutMs'])).toBeNull())
})

describe('withDialect', () => {
  const dialect = (name: DialectInfo['name'], timeoutMs: number): DialectInfo => ({
    name,
    offers: ['webhook.test'],
    optional: ['attendance.recorded'],
    testEvent: 'webhook.test',
    signatureHeader: null,
    timeoutMs,
    attempts: 4,
    retryDelaysMs: [1000],
    any2xx: true,
    disableOn410: false,
    keyForm: 'utf8',
    standardHeaders: false,
    order: 'parallel',
    rate: null,
    batch: null
  })
  const lead = dialect('lead', 30_000)
  const standard = dialect('standard', 15_000)
  it('drops events that it does not know', () => {
    const draft = typed({ events: ['person.created'] }, { which: 'chosen' })
    expect(withDialect(draft, lead, standard)).toMatchObject({ which: 'offered', input: { events: [] } })
  })
  it('takes its time limit, unless another was typed', () => {
    expect(withDialect(typed({}), lead, standard).input.timeoutMs).toBe(30_000)
    expect(withDialect(typed({ timeoutMs: 4000 }), lead, standard).input.timeoutMs).toBe(4000)
  })
})

it('ticks in the order of the contract', () => {
  expect(ticked(['webhook.test'], 'attendance.recorded', true)).toEqual(['attendance.recorded', 'webhook.test'])
  expect(ticked(['webhook.test'], 'webhook.test', false)).toEqual([])
})
