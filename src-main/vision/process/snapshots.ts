import type { CameraSnapshot } from '../../../contracts/cameras'
import type { Result } from '../../../contracts/result'
import { fail, ok } from '../../../contracts/result'

export interface SnapshotsDeps {
  isLive: (cameraId: string) => boolean
  answer: (requestId: number, result: Result<CameraSnapshot>) => void
}

/** Longer than a live camera takes for a picture: those of which only single ones can be had give one a second. */
const patienceMs = 5000

/** Whole pictures that somebody asked for: each is the next one that its camera's worker is given. */
export class Snapshots {
  private readonly waiting = new Map<number, { cameraId: string; timer: NodeJS.Timeout }>()

  constructor(private readonly deps: SnapshotsDeps) {}

  take(requestId: number, cameraId: string): void {
    if (!this.deps.isLive(cameraId)) {
      const words = 'This camera shows no picture now. Wait until it is live, then try again.'
      this.deps.answer(requestId, fail('camera_unreachable', words))
      return
    }
    const late = () => {
      this.waiting.delete(requestId)
      const words = 'No picture came from this camera. Look at its state and try again.'
      this.deps.answer(requestId, fail('camera_unreachable', words))
    }
    this.waiting.set(requestId, { cameraId, timer: setTimeout(late, patienceMs) })
  }

  wants(cameraId: string): boolean {
    for (const one of this.waiting.values()) if (one.cameraId === cameraId) return true
    return false
  }

  seen(cameraId: string, snapshot: CameraSnapshot): void {
    for (const [requestId, one] of this.waiting) {
      if (one.cameraId !== cameraId) continue
      clearTimeout(one.timer)
      this.waiting.delete(requestId)
      this.deps.answer(requestId, ok(snapshot))
    }
  }

  dispose(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }
}
