import type { TimelineSpan } from '../../../../contracts/cameras'

/** A stretch of the strip; where nothing is known, Muster did not run. */
export interface TimelinePart {
  from: number
  to: number
  state: TimelineSpan['state'] | 'unknown'
  problem: TimelineSpan['problem']
}

/** Spans are noted at short intervals: a smaller gap between two is no time without Muster. */
const seamMs = 2000

/** The whole time from `from` to `to` (epoch ms) as parts that touch one another, neighbours alike put together. */
export function partsOf(spans: readonly TimelineSpan[], from: number, to: number): TimelinePart[] {
  const parts: TimelinePart[] = []
  const add = (part: TimelinePart) => {
    const last = parts.at(-1)
    if (part.to <= part.from) return
    if (last?.state === part.state && last.problem === part.problem) last.to = part.to
    else parts.push(part)
  }
  let at = from
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const begin = Math.max(span.from, at)
    const end = Math.min(span.to, to)
    if (end <= begin) continue
    const seam = begin - at < seamMs
    if (!seam) add({ from: at, to: begin, state: 'unknown', problem: null })
    add({ from: seam ? at : begin, to: end, state: span.state, problem: span.problem })
    at = end
  }
  // What happened since the last note is as it was noted.
  const last = parts.at(-1)
  if (last && to - at < seamMs) last.to = to
  else add({ from: at, to, state: 'unknown', problem: null })
  return parts
}

export interface TimelineSummary {
  /** Share of the time watched that was live, 0 to 1; null when nothing was to be watched. */
  live: number | null
  /** Milliseconds in which the camera was on and Muster ran, without the moments of a first start. */
  watchedMs: number
  /** Stretches without a picture that had a reason; one that changes its reason is still one. */
  interruptions: number
}

export function summaryOf(parts: readonly TimelinePart[]): TimelineSummary {
  let [liveMs, watchedMs, interruptions] = [0, 0, 0]
  let down = false
  for (const { state, from, to } of parts) {
    if (state === 'live') liveMs += to - from
    if (state === 'failed' && !down) interruptions++
    // A new attempt in between does not end an interruption; only a picture does.
    down = state === 'failed' || (state === 'connecting' && down)
    if (state === 'live' || down) watchedMs += to - from
  }
  return { live: watchedMs > 0 ? liveMs / watchedMs : null, watchedMs, interruptions }
}

/** A share as whole per cent that is 100 only when nothing is missing, and 0 only when there is nothing. */
export function wholePercent(share: number): number {
  if (share >= 1) return 100
  if (share <= 0) return 0
  return Math.min(99, Math.max(1, Math.round(share * 100)))
}

/** Index of the part in which a moment lies; the last one's for anything later. */
export function partAt(parts: readonly TimelinePart[], at: number): number {
  const index = parts.findIndex((part) => at < part.to)
  return index < 0 ? parts.length - 1 : index
}
