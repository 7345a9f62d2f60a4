import { expect, it } from 'vitest'
import { planThreads } from './thread-plan'

it.each([
  [1, 1, 1],
  [2, 1, 1],
  [4, 3, 1],
  [6, 2, 2],
  [8, 3, 2],
  [32, 15, 2]
])('%i cores: %i workers of %i threads', (cores, workers, threads) => {
  expect(planThreads(cores)).toEqual({ workers, threads })
})

it('never asks for more threads than there are cores, but for the only one', () => {
  for (let cores = 2; cores <= 128; cores++) {
    const { workers, threads } = planThreads(cores)
    expect(workers * threads).toBeLessThan(cores)
  }
})
