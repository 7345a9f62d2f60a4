import type { LivenessNews, LivenessRequest } from '../../contracts/domain/liveness'
import { unfinishedLiveness } from '../../contracts/domain/liveness'
import type { Result } from '../../contracts/result'
import { fail, ok } from '../../contracts/result'
import type { FromVision, ToVision } from './protocol'
import { visionDown } from './pending-requests'
import { Subscribers } from './subscribers'

/** Liveness checks that the vision process was asked for and has not ended. */
export class ChallengeRequests {
  private readonly pending = new Map<string, { request: LivenessRequest; startedAt: number }>()
  private readonly news: Subscribers<LivenessNews>

  constructor(
    private readonly post: (message: ToVision) => void,
    onFailure: (failure: unknown) => void,
    private readonly now: () => number = Date.now
  ) {
    this.news = new Subscribers(onFailure)
  }

  /** @returns `vision_down`, or `conflict` while another check runs at the camera */
  begin(request: LivenessRequest, ready: boolean): Result<null> {
    if (!ready) return visionDown()
    if ([...this.pending.values()].some((one) => one.request.cameraId === request.cameraId)) {
      return fail('conflict', 'A liveness check is already running at this camera. Wait until it is over.')
    }
    this.pending.set(request.sessionId, { request, startedAt: this.now() })
    this.post({ type: 'challenge-begin', request })
    return ok(null)
  }

  cancel(sessionId: string): void {
    if (this.pending.has(sessionId)) this.post({ type: 'challenge-cancel', sessionId })
  }

  onNews(listener: (news: LivenessNews) => void): () => void {
    return this.news.add(listener)
  }

  receive(message: Extract<FromVision, { type: 'challenge-progress' | 'challenge-result' }>): void {
    if (message.type === 'challenge-progress') this.news.tell({ type: 'progress', progress: message.progress })
    else if (this.pending.delete(message.result.sessionId)) this.news.tell({ type: 'result', result: message.result })
  }

  /** The process that watched is gone. */
  failAll(): void {
    for (const { request, startedAt } of [...this.pending.values()]) {
      const result = unfinishedLiveness(request, 'camera_lost', startedAt, this.now())
      this.receive({ type: 'challenge-result', result })
    }
  }
}
