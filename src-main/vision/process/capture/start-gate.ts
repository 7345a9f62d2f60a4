/**
 * Lets only so many sources begin at a time: opening a stream costs many times what playing it does, and dozens of cameras
 * that come back together after a power cut must not starve those that play. Who waits for a camera that does not answer
 * makes room after a while.
 */
export class StartGate {
  private inside = 0
  private readonly waiting: (() => void)[] = []

  /**
   * @param places how many may begin at a time
   * @param longestMs how long one may keep others waiting
   */
  constructor(
    private readonly places: number,
    private readonly longestMs: number
  ) {}

  /** Resolves when it is the caller's turn, with what it calls once it has begun or given up. */
  async enter(): Promise<() => void> {
    if (this.inside < this.places) this.inside++
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
    let isInside = true
    const leave = () => {
      clearTimeout(timer)
      if (isInside) this.admit()
      isInside = false
    }
    const timer = setTimeout(leave, this.longestMs)
    return leave
  }

  /** A place is given on, or free again. */
  private admit(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.inside--
  }
}
