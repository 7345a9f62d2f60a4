/**
 * ffmpeg gives the first picture of an H.264 stream over RTP no time (its parser looks a packet's time up by file position,
 * which RTP has none of) and counts from the second one: its 0 ms is frame 1. `rtsp-server.test.ts` proves it by content.
 */
const firstTimedFrame = 1

/**
 * What one PLAY sent. The first picture is frame 0, a keyframe; the clip loops while the frame number runs
 * on. Wall times are epoch milliseconds of the moment before the picture's first packet was written.
 */
export class SentFrames {
  readonly #times: number[] = []

  constructor(
    readonly id: number,
    readonly path: string,
    readonly transport: 'tcp' | 'udp',
    readonly fps: number,
    /** Pictures in one round of the clip. */
    readonly clipFrames: number
  ) {}

  get count(): number {
    return this.#times.length
  }

  /** NaN stands for a picture that was left out because the client did not read. */
  record(wallTime: number): void {
    this.#times.push(wallTime)
  }

  /** Wall time at which a frame was sent; undefined if it was not. */
  sentAt(frame: number): number | undefined {
    const time = this.#times[frame]
    return time === undefined || Number.isNaN(time) ? undefined : time
  }

  /** Wall time at which the frame that ffmpeg gave this presentation time was sent. */
  sentAtPts(ptsMs: number): number | undefined {
    return this.sentAt(this.frameAtPts(ptsMs))
  }

  /** Number of the frame that ffmpeg gave this presentation time; its time base may have rounded it. */
  frameAtPts(ptsMs: number): number {
    return Math.round((ptsMs * this.fps) / 1000) + firstTimedFrame
  }
}
