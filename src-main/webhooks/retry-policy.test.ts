import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../contracts/domain/webhook'
import { defaultEndpointOptions, dialectSchema } from '../../contracts/domain/webhook'
import { dialects } from './dialects'
import type { AttemptVerdictInput } from './retry-policy'
import { decideRetry, retryAfterCapMs, retryDelayCapMs } from './retry-policy'

const base: AttemptVerdictInput = {
  dialect: dialects.standard,
  retries: defaultEndpointOptions.retries,
  attempt: 1,
  status: 500,
  failure: 'none',
  retryAfterMs: null,
  random: () => 0.5
}
const decide = (change: Partial<AttemptVerdictInput>) => decideRetry({ ...base, ...change })
const of = (dialect: DialectName, change: Partial<AttemptVerdictInput> = {}) =>
  decide({ dialect: dialects[dialect], ...change })
const own = (change: Partial<AttemptVerdictInput['retries']>) => ({
  retries: { ...defaultEndpointOptions.retries, ...change }
})
/** Seconds before each further attempt, and what ends them. */
function walk(dialect: DialectName, change: Partial<AttemptVerdictInput> = {}): (number | string)[] {
  const steps: (number | string)[] = []
  for (let attempt = 1; attempt < 60; attempt++) {
    const step = of(dialect, { attempt, ...change })
    steps.push(step.kind === 'retry' ? step.delayMs / 1000 : step.kind)
    if (step.kind !== 'retry') break
  }
  return steps
}

const every = dialectSchema.options
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('success', () => {
  const accepted = (dialect: DialectName, change = {}) =>
    range(200, 599).filter((status) => of(dialect, { status, ...change }).kind === 'delivered')

  it.each(every.filter((name) => name !== 'imggo'))('of %s is any 2xx and nothing else', (name) => {
    expect(accepted(name)).toEqual(range(200, 299))
  })

  it('of imggo is 200 alone, unless the endpoint takes any 2xx', () => {
    expect(accepted('imggo')).toEqual([200])
    expect(accepted('imggo', own({ any2xx: true }))).toEqual(range(200, 299))
    expect(accepted('lead', own({ any2xx: false }))).toEqual([200])
    expect(of('imggo', { status: 204 })).toMatchObject({ kind: 'retry', reason: expect.stringContaining('200 alone') })
  })

  it('is not a status that came before the time ran out', () => {
    for (const name of every) expect(of(name, { status: 200, failure: 'timeout' }).kind).toBe('retry')
  })
})

describe('what is tried again', () => {
  const final = (dialect: DialectName) =>
    range(300, 599).filter((status) => status !== 410 && of(dialect, { status }).kind === 'dead')

  it.each(['face-service', 'sonotheia'] as const)('in %s is a 429 or 5xx; other answers are final at once', (name) => {
    expect(final(name)).toEqual(range(300, 499).filter((status) => status !== 410 && status !== 429))
    expect(of(name, { status: 404 })).toEqual({
      kind: 'dead',
      reason: 'The receiver answered 404. In this dialect such an answer is final.'
    })
    expect(of(name, { status: 410 }).kind).toBe('dead')
  })

  it.each(['standard', 'facecv', 'imggo', 'lead'] as const)('in %s is every answer but success', (name) => {
    expect(final(name)).toEqual([])
  })

  it.each(every)('in %s is whatever had no answer', (name) => {
    for (const failure of ['network', 'timeout', 'refused_destination'] as const) {
      expect(of(name, { status: null, failure, error: 'Words.' })).toMatchObject({ kind: 'retry', reason: 'Words.' })
    }
  })
})

describe('410', () => {
  it('switches the endpoint off in standard, even at the first attempt', () => {
    expect(of('standard', { status: 410 })).toEqual({
      kind: 'disable',
      reason: 'The receiver answered 410: it is gone for good.'
    })
    expect(of('standard', { status: 410, ...own({ disableOn410: false }) }).kind).toBe('retry')
  })

  it.each(every.filter((name) => name !== 'standard'))('does so in %s only where the endpoint asks for it', (name) => {
    expect(of(name, { status: 410 }).kind).not.toBe('disable')
    expect(of(name, { status: 410, ...own({ disableOn410: true }) }).kind).toBe('disable')
  })
})

describe('schedules', () => {
  it.each<[DialectName, number[]]>([
    ['standard', [5, 300, 1800, 7200, 18_000, 36_000, 50_400]],
    ['face-service', [1, 2, 4, 8]],
    ['facecv', [1, 2]],
    ['sonotheia', [1, 2, 4, 8]],
    ['imggo', [30, 120, 600, 1800, 3600]],
    ['lead', [1, 2, 4, 8, 16]]
  ])('%s waits %j seconds, and then it is dead', (name, seconds) => {
    expect(walk(name)).toEqual([...seconds, 'dead'])
    expect(dialects[name].defaults.attempts).toBe(seconds.length + 1)
  })

  it('of the guides end when they say: 15 s, 1 h 42 min 30 s, 31 s', () => {
    const total = (name: DialectName) => walk(name).reduce<number>((sum, step) => sum + (Number(step) || 0), 0)
    expect([total('face-service'), total('imggo'), total('lead')]).toEqual([15, 6150, 31])
  })

  it('follow the endpoint: fewer or more attempts, another first delay that doubles', () => {
    expect(walk('face-service', own({ attempts: 4 }))).toEqual([1, 2, 4, 'dead'])
    expect(walk('lead', own({ attempts: 1 }))).toEqual(['dead'])
    expect(walk('facecv', own({ attempts: 5 }))).toEqual([1, 2, 4, 8, 'dead'])
    expect(walk('lead', own({ firstDelayMs: 500 }))).toEqual([0.5, 1, 2, 4, 8, 'dead'])
    expect(walk('imggo', own({ firstDelayMs: 1000 }))).toEqual([1, 2, 4, 8, 16, 'dead'])
    expect(walk('lead', own({ firstDelayMs: 0 }))).toEqual([0, 0, 0, 0, 0, 'dead'])
  })

  it('double beyond their end, to a day at most', () => {
    const steps = walk('imggo', own({ attempts: 50 }))
    expect(steps.slice(4, 8)).toEqual([3600, 7200, 14_400, 28_800])
    expect(Math.max(...steps.slice(0, -1).map(Number))).toBe(retryDelayCapMs / 1000)
    expect(steps).toHaveLength(50)
  })

  it('say which attempt was the last', () => {
    expect(of('lead', { attempt: 6, status: 503 })).toEqual({
      kind: 'dead',
      reason: 'The receiver answered 503. That was attempt 6 of 6.'
    })
  })
})

describe('jitter', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  it('of standard keeps every delay within a fifth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), random, (attempt, value) => {
        const planned = dialects.standard.defaults.retryDelaysMs[attempt - 1] ?? 0
        const step = decide({ attempt, random: () => value })
        return step.kind === 'retry' && Math.abs(step.delayMs - planned) <= planned * 0.2 + 1
      })
    )
  })

  it('is none in the guides', () => {
    for (const name of every.filter((one) => one !== 'standard')) {
      expect(walk(name, { random: () => 0 })).toEqual(walk(name, { random: () => 0.999 }))
    }
  })
})

describe('Retry-After', () => {
  it.each([
    [429, 60_000, 60_000],
    [503, 60_000, 60_000],
    [503, 1000, 5000],
    [500, 60_000, 5000],
    [429, 10 * retryAfterCapMs, retryAfterCapMs]
  ])('in standard, %i with %i ms waits %i ms', (status, retryAfterMs, expected) => {
    expect(decide({ status, retryAfterMs })).toMatchObject({ delayMs: expected })
  })

  it('counts where a guide leaves its schedule open, and not where it gives one', () => {
    const waits = every.map((name) => {
      const step = of(name, { status: 429, retryAfterMs: 100_000 })
      return [name, step.kind === 'retry' && step.delayMs === 100_000]
    })
    expect(Object.fromEntries(waits)).toEqual({
      standard: true,
      'face-service': false,
      facecv: true,
      sonotheia: true,
      imggo: false,
      lead: false
    })
  })
})

describe('words', () => {
  it('show where a redirect points', () => {
    expect(decide({ status: 307, location: 'https://other.example/hook' })).toMatchObject({
      reason: expect.stringContaining('https://other.example/hook')
    })
  })
})
