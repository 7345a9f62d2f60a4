export interface Latency {
  /** Milliseconds. */
  p50: number
  p95: number
}

/** Pictures that are remembered: half a minute of the fastest analysis, 15 a second, with some to spare. */
const capacity = 512

/**
 * Middle and nearly longest time from capture to result over the last half minute. Adding one costs two writes; they are
 * put in order only when somebody asks.
 */
export class LatencyMeter {
  private readonly times = new Float64Array(capacity)
  private readonly values = new Float64Array(capacity)
  private count = 0

  /**
   * @param monotonic milliseconds that never go back
   * @param windowMs over which it is measured
   */
  constructor(
    private readonly monotonic: () => number,
    private readonly windowMs = 30_000
  ) {}

  /** @param ms a wall clock that was set back in between makes it negative: that one is not counted */
  add(ms: number): void {
    if (!(ms >= 0)) return
    const at = this.count++ % capacity
    this.times[at] = this.monotonic()
    this.values[at] = ms
  }

  /** Null without any in the window. Rounded to tenths. */
  read(): Latency | null {
    const from = this.monotonic() - this.windowMs
    const held = Math.min(this.count, capacity)
    const recent = this.values
      .subarray(0, held)
      .filter((_, i) => this.times[i]! >= from)
      .sort()
    if (recent.length === 0) return null
    const at = (share: number) => Math.round(recent[Math.ceil(recent.length * share) - 1]! * 10) / 10
    return { p50: at(0.5), p95: at(0.95) }
  }
}
