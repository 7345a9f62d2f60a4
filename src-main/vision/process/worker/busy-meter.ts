/** Which share of the last seconds a thread was busy. Times are monotonic, ms. */
export class BusyMeter {
  private spans: { from: number; to: number }[] = []

  constructor(private readonly windowMs = 2000) {}

  note(from: number, to: number): void {
    this.spans.push({ from, to })
    const first = this.spans.findIndex((span) => span.to > to - this.windowMs)
    if (first > 0) this.spans = this.spans.slice(first)
  }

  /** 0–1; of a meter younger than its window as if the time before had been idle. */
  share(now: number): number {
    const start = now - this.windowMs
    const busy = this.spans.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, start)), 0)
    return Math.min(1, busy / this.windowMs)
  }
}
