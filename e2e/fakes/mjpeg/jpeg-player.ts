import type { ServerResponse } from 'node:http'
import type { JpegClip } from './encode-jpegs'
import type { MjpegFaultSetting } from './mjpeg-fault'

const boundary = 'picture'
export const multipartType = `multipart/x-mixed-replace; boundary=${boundary}`
const maxQueuedBytes = 8 << 20

/** Sends a clip in a loop at its own pace into one HTTP answer, part after part (RFC 2046, 5.1). */
export class JpegPlayer {
  #timer: NodeJS.Timeout | null = null
  #frame = 0

  constructor(
    private readonly clip: JpegClip,
    private readonly response: ServerResponse,
    private readonly fault: () => MjpegFaultSetting | undefined,
    private readonly onSent: (wallTime: number) => void
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

  #isStopped(): boolean {
    const setting = this.fault()
    if (setting === undefined || this.#frame < setting.afterFrames) return false
    if (setting.fault === 'close') this.response.destroy()
    return setting.fault === 'close' || setting.fault === 'stall'
  }

  #sendNext(): void {
    const { jpegs } = this.clip
    const jpeg = jpegs[this.#frame % jpegs.length] ?? Buffer.alloc(0)
    const setting = this.fault()
    const isCut = setting?.fault === 'truncated' && this.#frame === setting.afterFrames
    this.#frame++
    // A client that does not read loses pictures rather than filling memory.
    if (this.response.writableLength > maxQueuedBytes) return this.onSent(Number.NaN)
    this.onSent(Date.now())
    const body = isCut ? jpeg.subarray(0, jpeg.length >> 1) : jpeg
    this.response.write(`--${boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: ${body.length}\r\n\r\n`)
    this.response.write(body)
    this.response.write('\r\n')
  }
}
