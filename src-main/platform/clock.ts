/** Time as it is passed in: nothing below `app/` reads a clock of its own. */
export interface Clock {
  /** Wall time, epoch milliseconds; may jump. */
  now(): number
  /** Milliseconds since some fixed moment; never goes back, stands still while the machine sleeps. */
  monotonic(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now()
}
