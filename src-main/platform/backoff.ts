export interface BackoffPolicy {
  /** Milliseconds before the first new try. */
  firstMs: number
  maxMs: number
  /** Share of the delay by which it may vary either way, 0–1, so that many clients do not return at once. */
  jitter: number
}

/** Doubling delay before try `attempt` (0 is the first retry), in ms; `random` gives 0 ≤ r < 1. */
export function backoffDelay(policy: BackoffPolicy, attempt: number, random: () => number): number {
  const base = Math.min(policy.maxMs, policy.firstMs * 2 ** Math.min(attempt, 30))
  return Math.round(base * (1 + policy.jitter * (2 * random() - 1)))
}
