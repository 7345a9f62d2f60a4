import type { Clock } from './clock'

/** Steady milliseconds, with the wall time at which they were read. */
export interface SavedSteadyTime {
  steadyMs: number
  wallMs: number
}

/** Longest time out of power that is believed: a wall clock set years ahead must not make everything fall due. */
const longestAbsenceMs = 30 * 24 * 3_600_000

/** A wall clock that runs ahead of the monotonic one by more than this slept; less is drift or a small correction. */
const sleepFromMs = 60_000

/**
 * Time for schedules: never decreasing over clock changes, sleep and restarts. While the app runs it follows the
 * monotonic clock; time spent asleep or ended is added from the wall clock, forwards only.
 */
export class SteadyClock {
  private steadyMs: number
  private wallMs: number
  private monotonicMs: number

  /** `saved` is what `save` gave in the run before; null in the first one, which begins at 0. */
  constructor(
    private readonly clock: Clock,
    saved: SavedSteadyTime | null
  ) {
    this.wallMs = clock.now()
    this.monotonicMs = clock.monotonic()
    const absence = saved === null ? 0 : this.wallMs - saved.wallMs
    this.steadyMs = (saved?.steadyMs ?? 0) + Math.min(longestAbsenceMs, Math.max(0, absence))
  }

  /** Steady time in whole milliseconds. Call it at least every few seconds, so that a sleep is told from drift. */
  now(): number {
    const wall = this.clock.now()
    const monotonic = this.clock.monotonic()
    const ran = Math.max(0, monotonic - this.monotonicMs)
    const ahead = wall - this.wallMs - ran
    const slept = ahead > sleepFromMs ? Math.min(longestAbsenceMs, ahead) : 0
    this.steadyMs += ran + slept
    this.wallMs = wall
    this.monotonicMs = monotonic
    return Math.floor(this.steadyMs)
  }

  /** What the next run needs to go on from here. */
  save(): SavedSteadyTime {
    return { steadyMs: this.now(), wallMs: Math.floor(this.wallMs) }
  }
}
