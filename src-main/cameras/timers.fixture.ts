import type { After } from './timers'

/** A wall clock and timers that a test moves; the clock can also be set without any time passing, as an operator does. */
export class HandClock {
  private timers: { dueMs: number; call: () => void }[] = []
  private passedMs = 0

  constructor(public wall: number) {}

  readonly now = (): number => this.wall

  readonly after: After = (ms, call) => {
    const timer = { dueMs: this.passedMs + ms, call }
    this.timers.push(timer)
    return () => void (this.timers = this.timers.filter((one) => one !== timer))
  }

  /** Lets time pass, timer by timer. */
  pass(ms: number): void {
    const until = this.passedMs + ms
    for (;;) {
      const [next] = this.timers.filter(({ dueMs }) => dueMs <= until).sort((a, b) => a.dueMs - b.dueMs)
      if (!next) break
      this.timers = this.timers.filter((one) => one !== next)
      this.wall += next.dueMs - this.passedMs
      this.passedMs = next.dueMs
      next.call()
    }
    this.wall += until - this.passedMs
    this.passedMs = until
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.timers.length
  }
}
