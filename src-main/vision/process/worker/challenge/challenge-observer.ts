import type { LivenessFailure, LivenessProgress, LivenessResult } from '../../../../../contracts/domain/liveness'
import type { FaceObserver, ObservedFace } from '../face-observer'
import { cosineIn } from '../identity'
import type { FaceModels } from '../models'
import type { ChallengeRequest } from './challenge-session'
import { ChallengeSession, sessionRules } from './challenge-session'
import { subjectRules } from './challenge-subject'
import { resultOfChallenge } from './liveness-result'
import type { MotionSignature } from './motion-signature'
import { observeFace } from './observation'

export interface ChallengeObserverDeps {
  models: Pick<FaceModels, 'eyes' | 'pose' | 'thresholds'>
  /** Epoch milliseconds. */
  now: () => number
  earlier: readonly MotionSignature[]
  modelVersion: string
  onProgress: (progress: LivenessProgress) => void
  /** Once, with the judged result. */
  onOver: (result: LivenessResult, signature: MotionSignature) => void
}

/** Progress is told when it changes, and this often for whoever shows the time that is left, ms. */
const progressMs = 500

/** Follows every face of a camera for one session: runs the models that it needs, and tells where it stands. */
export class ChallengeObserver implements FaceObserver {
  private readonly session: ChallengeSession
  private readonly startedAt: number
  private told: { key: string; atMs: number } | null = null
  private looks = { count: 0, ms: 0 }
  private closed = false

  constructor(
    private readonly request: ChallengeRequest,
    private readonly deps: ChallengeObserverDeps
  ) {
    const { verify } = deps.models.thresholds
    this.session = new ChallengeSession(request, {
      samePerson: cosineIn(verify, subjectRules.samePerson),
      anotherPerson: cosineIn(verify, sessionRules.anotherPerson)
    })
    this.startedAt = deps.now()
  }

  /** All of them: a second face ends the session, and a new track may be the same person. */
  wants(): boolean {
    return !this.closed
  }

  async observe(face: ObservedFace): Promise<void> {
    if (this.closed) return
    const began = performance.now()
    const seen = await observeFace(this.deps.models, face)
    this.looks = { count: this.looks.count + 1, ms: this.looks.ms + performance.now() - began }
    if (seen) this.session.observe(seen)
    else this.session.end('not_supported')
    this.closeIfOver()
  }

  pictureDone(ptsMs: number, trackIds: readonly string[]): void {
    if (this.closed) return
    this.session.pictureDone(ptsMs, trackIds)
    this.closeIfOver()
    if (!this.closed) this.tell(ptsMs)
  }

  end(failure: LivenessFailure): void {
    this.session.end(failure)
    this.closeIfOver()
  }

  private tell(ptsMs: number): void {
    const progress = this.session.progress()
    const key = `${progress.phase} ${progress.prompt} ${progress.done}`
    if (this.told?.key === key && ptsMs - this.told.atMs < progressMs) return
    this.told = { key, atMs: ptsMs }
    this.deps.onProgress(progress)
  }

  private closeIfOver(): void {
    const { over } = this.session
    if (!over || this.closed) return
    this.closed = true
    const { earlier, modelVersion, now, onOver } = this.deps
    const { count, ms } = this.looks
    const { result, signature } = resultOfChallenge(this.request, over, {
      ...{ earlier, modelVersion, startedAt: this.startedAt, completedAt: now() },
      processingMs: count === 0 ? 0 : ms / count
    })
    onOver(result, signature)
  }
}
