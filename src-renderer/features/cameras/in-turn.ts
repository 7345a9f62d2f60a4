import type { MusterError } from '../../../contracts/result'

export interface Outcome {
  done: number
  failed: number
  /** Of the first that failed; null when all went well. */
  error: MusterError | null
}

/**
 * Does something to each, one after the other, and goes on after a failure. `act` may reject with a MusterError only, as
 * the client's calls do.
 */
export async function inTurn<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<Outcome> {
  const outcome: Outcome = { done: 0, failed: 0, error: null }
  for (const one of all) {
    try {
      await act(one)
      outcome.done++
    } catch (error) {
      outcome.failed++
      outcome.error ??= error as MusterError
    }
  }
  return outcome
}
