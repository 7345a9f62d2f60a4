import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChallengeStep } from '../../../../../contracts/domain/liveness'
import type { FaceModels } from '../models'
import type { clips } from '../real-pictures'
import { framesOf } from '../real-pictures'
import type { ChallengeRequest } from './challenge-session'
import { ChallengeSession } from './challenge-session'
import { depthFromMotion } from './depth'
import type { Hold } from './held-photo.fixture'
import { holdUp } from './held-photo.fixture'
import { resultOfChallenge } from './liveness-result'
import type { MotionSignature } from './motion-signature'
import type { Observation } from './observation'
import { openAppModels, watchPictures } from './watched-pictures.fixture'

const fps = 8
const limits = { readyMs: 6000, stepMs: 7000, totalMs: 40_000 }
const facts = { earlier: [] as MotionSignature[], startedAt: 0, completedAt: 0, processingMs: 0, modelVersion: 'm 1' }
type Yuv = Parameters<typeof holdUp>[0]

let models: FaceModels
/** Ten seconds in which the person turns to their right, to their left, and blinks. */
let turningClip: Observation[]

beforeAll(async () => {
  models = await openAppModels()
  turningClip = await watchPictures(models, framesOf('cap12', 18.2, fps, 68), fps)
}, 120_000)
afterAll(() => models.release())

function challenge(steps: ChallengeStep[], seen: Observation[], earlier: MotionSignature[] = []) {
  const request: ChallengeRequest = {
    ...{ sessionId: 'sess_1', cameraId: 'gate', steps, frames: 10, limits },
    livenessThreshold: 0.7
  }
  const session = new ChallengeSession(request)
  for (const one of seen) {
    session.observe(one)
    session.pictureDone(one.ptsMs, [one.trackId])
  }
  // Whoever has shown all they had now stands still until the time is over.
  const last = seen.at(-1)
  for (let after = 1; last && !session.over; after++) session.pictureDone(last.ptsMs + after * 100, [last.trackId])
  return resultOfChallenge(request, session.over!, { ...facts, earlier })
}

/** Somebody moves a picture about and tilts it, all at once as hands do. */
const handled = (index: number): Hold => ({
  yaw: 38 * Math.sin(index / 3.2),
  pitch: 14 * Math.sin(index / 4),
  roll: 7 * Math.cos(index / 3),
  x: 0.5 + 0.05 * Math.sin(index / 4),
  y: 0.5 + 0.03 * Math.cos(index / 3),
  size: 0.95 + 0.05 * Math.sin(index / 2)
})

async function heldUp(clip: keyof typeof clips, at: number, behind: keyof typeof clips): Promise<Observation[]> {
  const [photo] = framesOf(clip, at, 1, 1) as Yuv[]
  const [background] = framesOf(behind, 45, 1, 1) as Yuv[]
  const scene = { width: 400, height: 300 }
  const pictures = Array.from({ length: 28 }, (_, i) => holdUp(photo!, background!, scene, handled(i)))
  return watchPictures(models, pictures, fps)
}

describe('a live person', () => {
  it('passes when the prompts come in the order in which they move', () => {
    const { result } = challenge(['turn_right', 'turn_left', 'blink'], turningClip)
    expect(result).toMatchObject({ isLive: true, failureReason: null, confidence: 'high' })
    expect(result.antiSpoofingScore).toBeGreaterThan(0.7)
    expect(result.checks).toContainEqual(expect.objectContaining({ check: 'depth', outcome: 'passed' }))
  })

  it('has depth when the head turns, and never passes for flat', async () => {
    expect(depthFromMotion(turningClip).answer).toBe('deep')
    const talking = await watchPictures(models, framesOf('cap13', 3, 4, 24), 4)
    const moving = await watchPictures(models, framesOf('franck', 48, 4, 32), 4)
    for (const seen of [talking, moving]) expect(depthFromMotion(seen).answer).not.toBe('flat')
  }, 120_000)
})

describe('a held-up photo, moved and tilted', () => {
  it.each([
    ['cap12', 1, 'franck'],
    ['franck', 6, 'cap12']
  ] as const)(
    'of %s is flat and fails every challenge',
    async (clip, at, behind) => {
      const seen = await heldUp(clip, at, behind)
      expect(seen.length).toBeGreaterThan(20)
      expect(depthFromMotion(seen).answer).toBe('flat')
      for (const steps of [['turn_left', 'turn_right'], ['blink'], ['open_mouth', 'turn_right']] as ChallengeStep[][]) {
        expect(challenge(steps, seen).result).toMatchObject({
          isLive: false,
          confidence: 'low',
          failureReason: 'photo_attack_detected'
        })
      }
    },
    120_000
  )
})

describe('a replayed film', () => {
  const shown: ChallengeStep[] = ['turn_right', 'turn_left', 'blink']
  const failuresOf = (orders: ChallengeStep[][]) =>
    orders.map((steps) => [steps.join(), challenge(steps, turningClip).result.failureReason] as const)

  it('passes in the one order that it shows, and fails in the five others', () => {
    const failures = failuresOf(orderings(shown))
    expect(failures).toHaveLength(6)
    for (const [order, failure] of failures) expect(failure).toBe(order === shown.join() ? null : 'challenge_failed')
  })

  it('fails every order that asks for something it does not show', () => {
    const failures = failuresOf(orderings<ChallengeStep>([...shown, 'open_mouth'])).map(([, failure]) => failure)
    expect(failures).toHaveLength(24)
    expect(new Set(failures)).toEqual(new Set(['challenge_failed', 'challenge_timeout']))
  })

  it('is refused where it shows the movements of an earlier session, though its order was drawn again', () => {
    const { signature } = challenge(shown, turningClip)
    const later = turningClip.map((one) => ({ ...one, ptsMs: one.ptsMs + 5000 })).slice(1)
    expect(challenge(shown, later, [signature]).result).toMatchObject({
      isLive: false,
      failureReason: 'replay_detected'
    })
  })
})

function orderings<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, index) => orderings(items.filter((_, i) => i !== index)).map((rest) => [item, ...rest]))
}
