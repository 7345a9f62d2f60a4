import { randomBytes } from 'node:crypto'
import type { AccessUnit, H264Clip } from './h264-clip'
import { isKeyframe } from './h264-clip'
import type { RtpStream } from './rtp-h264'
import { packetize, rtpClockRate } from './rtp-h264'
import type { RtpSink } from './rtp-sink'
import type { FaultSetting } from './rtsp-fault'
import type { SentFrames } from './sent-frames'

export interface PlayerOptions {
  clip: H264Clip
  /** What a camera sends from a keyframe on whose operator chose another size. */
  resized: H264Clip | null
  sink: RtpSink
  sent: SentFrames
  fault: () => FaultSetting | undefined
  hangUp: () => void
}

/** Sends a clip in a loop at its own pace: each frame is due at the start plus its number, so that nothing drifts. */
export class ClipPlayer {
  readonly stream: RtpStream = { ssrc: randomBytes(4).readUInt32BE(), sequence: randomBytes(2).readUInt16BE() }
  readonly firstTimestamp = randomBytes(4).readUInt32BE() >>> 1
  #timer: NodeJS.Timeout | null = null
  #frame = 0
  /** The frame at which the other size began. */
  #resizedAt: number | null = null

  constructor(private readonly options: PlayerOptions) {}

  start(): void {
    const began = performance.now()
    const dueAt = (frame: number) => began + (frame * 1000) / this.options.clip.fps
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

  /** The fault, once its time has come. */
  #faultNow(): FaultSetting['fault'] | undefined {
    const setting = this.options.fault()
    return setting && this.#frame >= setting.afterFrames ? setting.fault : undefined
  }

  /** A stalled stream ends silently and its connection stays open; a closed one hangs up. */
  #isStopped(): boolean {
    const fault = this.#faultNow()
    if (fault === 'close') this.options.hangUp()
    return fault === 'close' || fault === 'stall'
  }

  #sendNext(): void {
    const { clip, sink, sent } = this.options
    const unit = this.#faultNow() === 'noise' ? noise(this.#nextUnit()) : this.#nextUnit()
    const timestamp = this.firstTimestamp + Math.round((this.#frame * rtpClockRate) / clip.fps)
    const ready = sink.ready()
    sent.record(ready ? Date.now() : Number.NaN)
    if (ready) sink.send(packetize(unit, timestamp, this.stream))
    this.#frame += 1
  }

  #nextUnit(): AccessUnit {
    const { clip, resized } = this.options
    const unitOf = ({ accessUnits }: H264Clip, frame: number) => accessUnits[frame % accessUnits.length] ?? []
    const unit = unitOf(clip, this.#frame)
    if (resized === null) return unit
    if (this.#faultNow() === 'resize' && isKeyframe(unit)) this.#resizedAt ??= this.#frame
    return this.#resizedAt === null ? unit : unitOf(resized, this.#frame - this.#resizedAt)
  }
}

/** As many bytes as the picture has, none of them its own. */
const noise = (unit: AccessUnit): AccessUnit => unit.map((nal) => randomBytes(nal.length))
