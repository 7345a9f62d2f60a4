/** How long the smallest delay is remembered: long enough to see a quick frame, short enough to follow a drifting clock. */
const windowMs = 10_000

/**
 * Places a stream's own times on the wall clock: the frame that came quickest tells when time zero was, every later one
 * hangs on it, so that queueing and decoding jitter do not show. A constant delay before the first pipe stays unseen.
 */
export class PtsClock {
  /** Candidates in order of arrival with rising offsets: the first is the smallest of the window. */
  private candidates: { at: number; offset: number }[] = []

  /** Wall time of the picture with this presentation time which arrives now, whole epoch milliseconds; never after `now`. */
  place(ptsMs: number, now: number): number {
    const offset = now - ptsMs
    this.candidates = this.candidates.filter((one) => now - one.at <= windowMs && one.at <= now && one.offset < offset)
    this.candidates.push({ at: now, offset })
    return Math.floor(ptsMs + this.candidates[0]!.offset)
  }
}
