import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dialects } from './dialects'
import type { AttemptVerdictInput } from './retry-policy'
import { decideRetry, retryAfterCapMs } from './retry-policy'

const dialect = dialects.standard
const base: AttemptVerdictInput = {
  dialect,
  attempt: 1,
  status: 500,
  failure: 'none',
  retryAfterMs: null,
  random: () => 0.5
}
const decide = (change: Partial<AttemptVerdictInput>) => decideRetry({ ...base, ...change })

describe('decideRetry', () => {
  it.each([200, 201, 202, 204, 299])('%i is delivered', (status) => {
    expect(decide({ status })).toEqual({ kind: 'delivered' })
  })

  it.each([301, 302, 307, 308, 400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504])(
    '%i follows the schedule',
    (status) => {
      expect(decide({ status })).toMatchObject({ kind: 'retry', delayMs: 5000 })
    }
  )

  it.each(['network', 'timeout', 'refused_destination'] as const)(
    'a %s failure follows the schedule with its words',
    (failure) => {
      expect(decide({ status: null, failure, error: 'Words.' })).toEqual({
        kind: 'retry',
        delayMs: 5000,
        reason: 'Words.'
      })
    }
  )

  it('a status that came before the time ran out is not a success', () => {
    expect(decide({ status: 200, failure: 'timeout' }).kind).toBe('retry')
  })

  it('410 switches the endpoint off, even at the first attempt', () => {
    expect(decide({ status: 410 }).kind).toBe('disable')
  })

  it('walks the whole schedule and is dead after the eighth attempt', () => {
    const walked = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => decide({ attempt }))
    expect(walked.map((step) => (step.kind === 'retry' ? step.delayMs / 1000 : step.kind))).toEqual([
      5,
      300,
      1800,
      7200,
      18_000,
      36_000,
      50_400,
      'dead'
    ])
  })

  it('shows where a redirect points', () => {
    expect(decide({ status: 307, location: 'https://other.example/hook' })).toMatchObject({
      reason: expect.stringContaining('https://other.example/hook')
    })
  })

  it.each([
    [429, 60_000, 60_000],
    [503, 60_000, 60_000],
    [503, 1000, 5000],
    [500, 60_000, 5000],
    [429, 10 * retryAfterCapMs, retryAfterCapMs]
  ])('%i with Retry-After of %i ms waits %i ms', (status, retryAfterMs, expected) => {
    expect(decide({ status, retryAfterMs })).toMatchObject({ delayMs: expected })
  })

  it('keeps every delay within its jitter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const planned = dialect.retryDelaysMs[attempt - 1] ?? 0
          const step = decide({ attempt, random: () => random })
          return step.kind === 'retry' && Math.abs(step.delayMs - planned) <= planned * dialect.jitter + 1
        }
      )
    )
  })
})
