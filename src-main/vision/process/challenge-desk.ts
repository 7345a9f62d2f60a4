import type { LivenessRequest, LivenessResult } from '../../../contracts/domain/liveness'
import { unfinishedLiveness } from '../../../contracts/domain/liveness'
import type { FromVision } from '../protocol'
import type { MotionSignature } from './worker/challenge/motion-signature'
import type { ToWorker } from './worker/worker-messages'

export interface ChallengeDeskDeps {
  post: (message: FromVision) => void
  toCamera: (cameraId: string, message: ToWorker) => void
  isLive: (cameraId: string) => boolean
  /** Epoch milliseconds. */
  now: () => number
  /** Performances that are remembered. */
  memory: number
}

/** A worker ends a session by the pictures' own times; should no pictures come, this much later it is ended here, ms. */
const graceMs = 3000

/**
 * The liveness checks of all cameras: passes them to the worker that has the camera, ends those whose camera gives no
 * pictures, and remembers how the latest ones moved, so that no camera is shown the film of another.
 */
export class ChallengeDesk {
  private readonly running = new Map<
    string,
    { request: LivenessRequest; startedAt: number; watchdog: NodeJS.Timeout }
  >()
  private earlier: MotionSignature[] = []

  constructor(private readonly deps: ChallengeDeskDeps) {}

  begin(request: LivenessRequest): void {
    const { now, isLive, toCamera } = this.deps
    const { sessionId, cameraId, limits } = request
    if (this.running.has(sessionId)) return
    if (!isLive(cameraId)) {
      this.post(unfinishedLiveness(request, 'camera_lost', now(), now()))
      return
    }
    const startedAt = now()
    const watchdog = setTimeout(() => {
      toCamera(cameraId, { type: 'challenge-cancel', sessionId })
      this.ended(unfinishedLiveness(request, 'camera_lost', startedAt, now()), null)
    }, limits.totalMs + graceMs)
    watchdog.unref()
    this.running.set(sessionId, { request, startedAt, watchdog })
    toCamera(cameraId, { type: 'challenge-begin', request, earlier: this.earlier })
  }

  cancel(sessionId: string): void {
    const session = this.running.get(sessionId)
    if (!session) return
    const { request, startedAt } = session
    this.deps.toCamera(request.cameraId, { type: 'challenge-cancel', sessionId })
    this.ended(unfinishedLiveness(request, 'cancelled', startedAt, this.deps.now()), null)
  }

  /** A session is over. What comes after its first end is not told again. */
  ended(result: LivenessResult, signature: MotionSignature | null): void {
    const session = this.running.get(result.sessionId)
    if (!session) return
    clearTimeout(session.watchdog)
    this.running.delete(result.sessionId)
    // Failed ones as well: who films a session to replay it need not let it succeed.
    if (signature && signature.length > 0) this.earlier = [...this.earlier, signature].slice(-this.deps.memory)
    this.post(result)
  }

  dispose(): void {
    for (const { watchdog } of this.running.values()) clearTimeout(watchdog)
    this.running.clear()
  }

  private post(result: LivenessResult): void {
    this.deps.post({ type: 'challenge-result', result })
  }
}
