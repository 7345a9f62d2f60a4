import { describe, expect, it } from 'vitest'
import { backoffDelay } from './backoff'

const policy = { firstMs: 1000, maxMs: 30_000, jitter: 0.2 }

describe('backoffDelay', () => {
  it.each([
    [0, 0.5, 1000],
    [1, 0.5, 2000],
    [4, 0.5, 16_000],
    [5, 0.5, 30_000],
    [400, 0.5, 30_000],
    [0, 0, 800],
    [0, 1, 1200]
  ])('try %i with random %f waits %i ms', (attempt, random, expected) => {
    expect(backoffDelay(policy, attempt, () => random)).toBe(expected)
  })
})
