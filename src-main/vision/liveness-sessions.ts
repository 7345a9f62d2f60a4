import { makeId } from '../../contracts/domain/ids'
import type { ChallengeStep, LivenessRequest, LivenessResult } from '../../contracts/domain/liveness'
import { challengeLimitsSchema } from '../../contracts/domain/liveness'
import type { Result } from '../../contracts/result'
import { fail, ok } from '../../contracts/result'
import { drawSteps } from './draw-steps'
import { resultOfPictures } from './picture-liveness'
import type { VisionClient } from './vision-client'

export interface LivenessSessionsDeps {
  vision: Pick<VisionClient, 'beginChallenge' | 'cancelChallenge' | 'analyseStill' | 'facts'>
  /** Analysed pictures a second of a camera; null where there is no such camera. */
  fpsOf: (cameraId: string) => Promise<number | null>
  /** Mean passive score that a face needs. */
  threshold: () => Promise<number>
  newUlid: () => string
  /** A whole number from 0 up to, not including, its argument, from the system's secure source: prompts must not be guessed. */
  randomInt: (below: number) => number
  /** Epoch milliseconds. */
  now: () => number
  /** A check before a camera has begun: its end is told by `VisionClient.onChallenge`. Must not throw. */
  onBegun?: (request: LivenessRequest) => void
  /** A check of pictures has ended. Must not throw. */
  onChecked?: (result: LivenessResult) => void
}

export interface LivenessAsk {
  cameraId: string
  /** What may be asked for, and how much of it; 0 for a passive check. */
  allowed: readonly ChallengeStep[]
  count: number
  limits?: Partial<LivenessRequest['limits']>
}

/** Liveness checks as screens and integrators ask for them: steps are drawn here, results come by `VisionClient.onChallenge`. */
export class LivenessSessions {
  constructor(private readonly deps: LivenessSessionsDeps) {}

  /**
   * @returns the session's id; `not_found`, `unavailable` for a camera too slow for any of the steps, `conflict` while
   *   another check runs at the camera, `vision_down`
   */
  async begin({ cameraId, allowed, count, limits = {} }: LivenessAsk): Promise<Result<{ sessionId: string }>> {
    const fps = await this.deps.fpsOf(cameraId)
    if (fps === null) return fail('not_found', 'There is no such camera.')
    const steps = drawSteps(allowed, count, fps, this.deps.randomInt)
    if (steps.length === 0 && count > 0) {
      return fail(
        'unavailable',
        `At ${fps} pictures a second this camera cannot see what a liveness challenge asks for. Raise its analysis rate to 4, or to 5 for blinks.`
      )
    }
    const sessionId = makeId('session', this.deps.newUlid())
    const request = { sessionId, cameraId, steps, frames: 10, limits: challengeLimitsSchema.parse(limits) }
    const begun = this.deps.vision.beginChallenge(request)
    if (!begun.ok) return begun
    this.deps.onBegun?.(request)
    return ok({ sessionId })
  }

  cancel(sessionId: string): void {
    this.deps.vision.cancelChallenge(sessionId)
  }

  /**
   * A passive check over single pictures of one person, whose largest face counts. Pictures tell less than a camera:
   * better give several.
   *
   * @returns `image_unreadable`, `face_not_found`, `vision_down` as the first picture that fails
   */
  async checkPictures(pictures: readonly Uint8Array[]): Promise<Result<LivenessResult>> {
    const { vision, now, newUlid, threshold } = this.deps
    const startedAt = now()
    const scores: (number | null)[] = []
    for (const picture of pictures) {
      const faces = await vision.analyseStill(picture, { liveness: true })
      if (!faces.ok) return faces
      const [face] = faces.value
      if (!face) return fail('face_not_found', 'There is no face in the picture.')
      scores.push(face.liveness)
    }
    const result = resultOfPictures(scores, {
      sessionId: makeId('session', newUlid()),
      threshold: await threshold(),
      startedAt,
      completedAt: now(),
      modelVersion: vision.facts().loaded.find(({ task }) => task === 'liveness')?.id ?? ''
    })
    this.deps.onChecked?.(result)
    return ok(result)
  }
}
