import type { SentFrames } from '../e2e/fakes/rtsp/sent-frames'

/** A mark as the trace tells it. Times are epoch milliseconds; `framePtsMs` is ffmpeg's time of the deciding frame. */
export interface TracedMark {
  markId: string
  framePtsMs: number
  /** When the app believes that the deciding frame was taken. */
  capturedAt: number
  /** When recognition had its verdict. */
  decidedAt: number
  committedAt: number
  livenessScore: number | null
}

export interface MarkLatency {
  /** From the sender's stamp of the deciding frame to COMMIT. */
  captureToMarkMs: number
  /** From that stamp to the receiver's 200; null when none came. */
  captureToDeliveredMs: number | null
  /** From that stamp to the verdict, and from there to COMMIT. */
  captureToVerdictMs: number
  verdictToMarkMs: number
  /** How much later than its sender the app dates the deciding frame. */
  captureTimeErrorMs: number
  /** From the first frame of the clip's round that shows the face to COMMIT. */
  appearanceToMarkMs: number
}

/**
 * How old the news was at each station. Null when the deciding frame is none that `sent` sent before the commit.
 *
 * @param emptyFrames frames at the start of each round of the clip in which nobody is seen
 */
export function markLatency(
  mark: TracedMark,
  sent: SentFrames,
  emptyFrames: number,
  deliveredAt: number | undefined
): MarkLatency | null {
  const frame = sent.frameAtPts(mark.framePtsMs)
  const appearance = frame - (frame % sent.clipFrames) + emptyFrames
  const capturedAt = sent.sentAt(frame)
  const appearedAt = sent.sentAt(appearance)
  if (capturedAt === undefined || appearedAt === undefined || capturedAt > mark.committedAt) return null
  return {
    captureToMarkMs: mark.committedAt - capturedAt,
    captureToDeliveredMs: deliveredAt === undefined ? null : deliveredAt - capturedAt,
    captureToVerdictMs: mark.decidedAt - capturedAt,
    verdictToMarkMs: mark.committedAt - mark.decidedAt,
    captureTimeErrorMs: mark.capturedAt - capturedAt,
    appearanceToMarkMs: mark.committedAt - appearedAt
  }
}
