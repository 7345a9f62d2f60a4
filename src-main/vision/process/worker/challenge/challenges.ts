import type {
  LivenessFailure,
  LivenessProgress,
  LivenessRequest,
  LivenessResult
} from '../../../../../contracts/domain/liveness'
import { unfinishedLiveness } from '../../../../../contracts/domain/liveness'
import type { FaceObserver } from '../face-observer'
import type { FaceModels } from '../models'
import { ChallengeObserver } from './challenge-observer'
import type { MotionSignature } from './motion-signature'

export type ChallengeNews =
  | { type: 'challenge-progress'; progress: LivenessProgress }
  | { type: 'challenge-result'; result: LivenessResult; signature: MotionSignature }

export interface ChallengesDeps {
  models: Pick<FaceModels, 'eyes' | 'pose' | 'liveness' | 'loaded' | 'thresholds'>
  /** Epoch milliseconds. */
  now: () => number
  post: (news: ChallengeNews) => void
}

/** Where a camera's faces can be followed. */
interface Observable {
  readonly observers: Set<FaceObserver>
}

/** The liveness checks that run at a worker's cameras, each attached to its camera for as long as it runs. */
export class Challenges {
  private readonly running = new Map<string, { observer: ChallengeObserver; detach: () => void; cameraId: string }>()

  constructor(private readonly deps: ChallengesDeps) {}

  /**
   * @param camera undefined for one that this worker does not have
   * @param livenessThreshold mean passive score that a face needs
   * @param earlier movements of earlier sessions, which must not be repeated
   */
  begin(
    request: LivenessRequest,
    camera: Observable | undefined,
    livenessThreshold: number,
    earlier: readonly MotionSignature[]
  ): void {
    const { models, now, post } = this.deps
    if (!camera) {
      post({
        type: 'challenge-result',
        result: unfinishedLiveness(request, 'camera_lost', now(), now()),
        signature: new Float32Array()
      })
      return
    }
    const { sessionId, cameraId } = request
    const observer = new ChallengeObserver(
      { ...request, livenessThreshold: models.liveness ? livenessThreshold : null },
      {
        models,
        now,
        earlier,
        modelVersion: models.loaded.find(({ task }) => task === 'liveness')?.id ?? '',
        onProgress: (progress) => post({ type: 'challenge-progress', progress }),
        onOver: (result, signature) => {
          this.running.get(sessionId)?.detach()
          this.running.delete(sessionId)
          post({ type: 'challenge-result', result, signature })
        }
      }
    )
    camera.observers.add(observer)
    this.running.set(sessionId, { observer, cameraId, detach: () => camera.observers.delete(observer) })
  }

  end(sessionId: string, failure: LivenessFailure): void {
    this.running.get(sessionId)?.observer.end(failure)
  }

  /** The camera's pictures end, or begin anew with other times. */
  cameraLost(cameraId: string): void {
    for (const one of [...this.running.values()]) if (one.cameraId === cameraId) one.observer.end('camera_lost')
  }
}
