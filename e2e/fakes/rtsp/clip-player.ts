import { randomBytes } from 'node:crypto'
import type { H264Clip } from './h264-clip'
import type { RtpStream } from './rtp-h264'
import { packetize, rtpClockRate } from './rtp-h264'
import type { RtpSink } from './rtp-sink'
import type { FaultSetting } from './rtsp-fault'
import type { SentFrames } from './sent-frames'

/** Sends a clip in a loop at its own pace: each frame is due at the start plus its number, so that nothing drifts. */
export class ClipPlayer {
  readonly stream: RtpStream = { ssrc: randomBytes(4).readUInt32BE(), sequence: randomBytes(2).readUInt16BE() }
  readonly firstTimestamp = randomBytes(4).readUInt32BE() >>> 1
  #timer: NodeJS.Timeout | null = null
  #frame = 0

  constructor(
    private readonly clip: H264Clip,
    private readonly sink: RtpSink,
    private readonly sent: SentFrames,
    private readonly fault: () => FaultSetting | undefined,
    private readonly hangUp: () => void
  ) {}

  start(): void {
    const began = performance.now()
    const dueAt = (frame: number) => began + (frame * 1000) / this.clip.fps
    const tick = () => {
      while (dueAt(this.#frame) <= performance.now()) {
        if (this.#isStopped()) return
        this.#sendNext()
      }
      this.#timer = setTimeout(tick, Math.max(1, dueAt(this.#frame) - performance.now()))
    }
    tick()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** A stalled stream ends silently and its connection stays open; a closed one hangs up. */
  #isStopped(): boolean {
    const setting = this.fault()
    if (setting === undefined || this.#frame < setting.afterFrames) return false
    if (setting.fault === 'close') this.hangUp()
    return setting.fault === 'close' || setting.fault === 'stall'
  }

  #sendNext(): void {
    const { accessUnits, fps } = this.clip
    const unit = accessUnits[this.#frame % accessUnits.length] ?? []
    const timestamp = this.firstTimestamp + Math.round((this.#frame * rtpClockRate) / fps)
    const ready = this.sink.ready()
    this.sent.record(ready ? Date.now() : Number.NaN)
    if (ready) this.sink.send(packetize(unit, timestamp, this.stream))
    this.#frame += 1
  }
}
