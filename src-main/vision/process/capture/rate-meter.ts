/** Events per second over the last seconds. */
export class RateMeter {
  private times: number[] = []

  /**
   * @param monotonic milliseconds that never go back
   * @param windowMs over which the rate is taken
   */
  constructor(
    private readonly monotonic: () => number,
    private readonly windowMs = 5000
  ) {}

  count(): void {
    this.times.push(this.monotonic())
    if (this.times.length > 4096) this.forget()
  }

  perSecond(): number {
    this.forget()
    const first = this.times[0]
    if (first === undefined || this.times.length < 2) return 0
    // Between n events lie n − 1 intervals: a young meter is exact, and one that went quiet falls to zero.
    const span = Math.max(this.times.at(-1)! - first, this.monotonic() - first - this.windowMs / 5)
    return ((this.times.length - 1) * 1000) / Math.max(span, 1)
  }

  private forget(): void {
    const from = this.monotonic() - this.windowMs
    const keep = this.times.findIndex((time) => time >= from)
    this.times = keep < 0 ? [] : this.times.slice(keep)
  }
}
