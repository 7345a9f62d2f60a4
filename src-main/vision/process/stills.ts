import type { Failure, Result } from '../../../contracts/result'
import { fail, ok, toFailure } from '../../../contracts/result'
import type { StillAsk, StillFace } from '../protocol'
import type { DecodedPhoto } from './decode-photo'

export interface StillsDeps {
  decode: (bytes: Uint8Array) => Promise<DecodedPhoto>
  /** Hands a picture to some worker. */
  analyse: (requestId: number, photo: DecodedPhoto, ask: StillAsk) => void
  answer: (requestId: number, result: Result<StillFace[]>) => void
  isLive: (cameraId: string) => boolean
  /** One picture of a camera that is not running, by other means than its stream; null where there are none. */
  takeShot: (cameraId: string) => Promise<DecodedPhoto> | null
}

/** A capture looks at the pictures of this long, and waits this long for the first, ms. */
const captureMs = 1500
const captureFirstMs = 4000

/** Photos that are decoded at the same time. */
const decodersAtOnce = 2

interface Capture {
  requestId: number
  cameraId: string
  best: StillFace[] | null
  timer: NodeJS.Timeout
}

/** Single pictures for enrolment: photos that an operator brings, and the best of a camera's next ones. */
export class Stills {
  private readonly captures = new Set<Capture>()
  /** The last photo of each lane. */
  private readonly decoding: Promise<void>[] = []
  private disposed = false

  constructor(private readonly deps: StillsDeps) {}

  /** Photos are decoded a few at a time: each takes a process and, while it lasts, much memory. */
  async analyse(requestId: number, bytes: Uint8Array, ask: StillAsk): Promise<void> {
    const before = this.decoding[requestId % decodersAtOnce]
    const mine = (async () => {
      await before
      try {
        if (!this.disposed) this.deps.analyse(requestId, await this.deps.decode(bytes), ask)
      } catch (thrown) {
        this.deps.answer(requestId, { ok: false, error: toFailure(thrown) })
      }
    })()
    this.decoding[requestId % decodersAtOnce] = mine
    await mine
  }

  analysed(requestId: number, result: StillFace[] | Failure): void {
    this.deps.answer(requestId, Array.isArray(result) ? ok(result) : { ok: false, error: result })
  }

  capture(requestId: number, cameraId: string): void {
    if (!this.deps.isLive(cameraId)) {
      void this.captureShot(requestId, cameraId)
      return
    }
    const capture: Capture = {
      requestId,
      cameraId,
      best: null,
      timer: setTimeout(() => this.finish(capture), captureFirstMs)
    }
    this.captures.add(capture)
  }

  private async captureShot(requestId: number, cameraId: string): Promise<void> {
    const unreachable = (words: string) => this.deps.answer(requestId, fail('camera_unreachable', words))
    const shot = this.deps.takeShot(cameraId)
    if (!shot) return unreachable('This camera shows no picture now. Wait until it is live, then try again.')
    try {
      this.deps.analyse(requestId, await shot, { liveness: false, top: 0 })
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown)
      unreachable(`This camera gives no picture (${why}). Look at its state and try again.`)
    }
  }

  wants(cameraId: string): boolean {
    for (const capture of this.captures) if (capture.cameraId === cameraId) return true
    return false
  }

  /** Faces of one picture of a camera: kept while its best face is the best so far. */
  seen(cameraId: string, faces: StillFace[]): void {
    for (const capture of this.captures) {
      if (capture.cameraId !== cameraId) continue
      if (capture.best === null) {
        clearTimeout(capture.timer)
        capture.timer = setTimeout(() => this.finish(capture), captureMs)
      }
      if (capture.best === null || worth(faces) > worth(capture.best)) capture.best = faces
    }
  }

  dispose(): void {
    this.disposed = true
    for (const { timer } of this.captures) clearTimeout(timer)
    this.captures.clear()
  }

  private finish(capture: Capture): void {
    this.captures.delete(capture)
    clearTimeout(capture.timer)
    const { requestId, best } = capture
    this.deps.answer(
      requestId,
      best ? ok(best) : fail('camera_unreachable', 'No picture came from this camera. Look at its state and try again.')
    )
  }
}

/** Quality of the best face, acceptable ones above all others; −1 without a face. */
function worth(faces: readonly StillFace[]): number {
  return Math.max(-1, ...faces.map(({ quality }) => quality.score + (quality.reasons.length === 0 ? 1 : 0)))
}
