import { describe, expect, it } from 'vitest'
import type { ChallengeStep } from '../../../../../contracts/domain/liveness'
import { ChallengeSession } from './challenge-session'
import { resultOfChallenge } from './liveness-result'
import type { Observation } from './observation'
import { headPoints, left, observed, right, shut, wide } from './observations.fixture'

const limits = { readyMs: 3000, stepMs: 2000, totalMs: 10_000 }
const request = (steps: ChallengeStep[]) => ({
  sessionId: 'sess_1',
  cameraId: 'gate',
  steps,
  frames: 10,
  limits,
  livenessThreshold: 0.7
})
const rest: Partial<Observation> = {}
const times = (count: number, change: Partial<Observation>) => Array.from({ length: count }, () => change)

/** Shows pictures, 100 ms apart, until the session is over. Null is a picture without a face. */
function play(session: ChallengeSession, pictures: (Partial<Observation> | null)[], others: string[] = [], from = 0) {
  for (const [index, change] of pictures.entries()) {
    if (session.over) break
    const ptsMs = from + index * 100
    const seen = change && observed(ptsMs, change)
    if (seen) session.observe(seen)
    session.pictureDone(ptsMs, [...(seen ? [seen.trackId] : []), ...others])
  }
  return session.over
}
const failureOf = (steps: ChallengeStep[], pictures: (Partial<Observation> | null)[], others: string[] = []) =>
  play(new ChallengeSession(request(steps)), pictures, others)?.failure

describe('ChallengeSession', () => {
  it('prompts step after step, each from rest, and passes who does them', () => {
    const session = new ChallengeSession(request(['turn_left', 'blink', 'open_mouth']))
    play(session, times(6, rest))
    expect(session.progress()).toMatchObject({ phase: 'ready', prompt: null, done: 0, steps: 3 })
    play(session, times(2, rest), [], 600)
    expect(session.progress()).toMatchObject({ phase: 'step', prompt: 'turn_left', done: 0 })
    play(session, times(3, left), [], 800)
    expect(session.progress()).toMatchObject({ phase: 'return', prompt: null, done: 1 })
    play(session, times(2, rest), [], 1100)
    expect(session.progress()).toMatchObject({ phase: 'step', prompt: 'blink', done: 1 })
    const over = play(session, [rest, shut, rest, rest, rest, wide, wide], [], 1300)
    expect(over).toMatchObject({ failure: null, durationMs: 1900 })
    expect(over?.steps).toEqual([
      { step: 'turn_left', promptedAtMs: 600, doneAtMs: 900 },
      { step: 'blink', promptedAtMs: 1200, doneAtMs: 1500 },
      { step: 'open_mouth', promptedAtMs: 1700, doneAtMs: 1900 }
    ])
  })

  it.each<[string, ChallengeStep[], (Partial<Observation> | null)[], string, string[]?]>([
    [
      'another action than the prompted one',
      ['open_mouth'],
      [...times(8, rest), ...times(3, right)],
      'challenge_failed'
    ],
    ['the wrong direction', ['turn_left'], [...times(8, rest), ...times(3, right)], 'challenge_failed'],
    ['no answer', ['turn_left'], times(40, rest), 'challenge_timeout'],
    [
      'an unasked blink and no answer',
      ['turn_left'],
      [...times(8, rest), shut, ...times(40, rest)],
      'challenge_timeout'
    ],
    ['nobody', ['blink'], times(40, null as never), 'no_face'],
    ['somebody who never looks ahead', ['blink'], times(40, left), 'challenge_timeout'],
    ['a head that stays turned', ['turn_left', 'blink'], [...times(8, rest), ...times(40, left)], 'challenge_timeout'],
    ['somebody who leaves', ['blink'], [...times(8, rest), ...times(20, null as never)], 'face_lost'],
    ['two people', ['blink'], times(20, rest), 'multiple_faces', ['trk_2']],
    ['pictures of pictures', ['blink'], times(20, { passive: 0.3 }), 'presentation_attack_detected'],
    [
      'another person in the same place',
      ['blink'],
      [...times(8, rest), ...times(5, { template: Float32Array.of(0, 1) })],
      'identity_changed'
    ],
    [
      'another person as a new track',
      ['blink'],
      [...times(8, rest), ...times(5, { trackId: 'trk_2', template: Float32Array.of(0, 1) })],
      'identity_changed'
    ]
  ])('fails %s', (_, steps, pictures, failure, others) => {
    expect(failureOf(steps, pictures, others)).toBe(failure)
  })

  it('goes on with the same person under a new track', () => {
    const pictures = [...times(8, rest), ...times(3, { trackId: 'trk_9' }), { trackId: 'trk_9', ...left }]
    expect(failureOf(['turn_left'], [...pictures, { trackId: 'trk_9', ...left }])).toBeNull()
  })

  it('outlives a gap and a passer-by of two pictures', () => {
    const session = new ChallengeSession(request(['turn_left']))
    play(session, [...times(8, rest), ...times(5, null as never)])
    play(session, times(2, rest), ['trk_2'], 1300)
    expect(play(session, times(3, left), [], 1500)?.failure).toBeNull()
  })

  it('looks at so many pictures where no steps are asked for, however the head is held', () => {
    const over = play(new ChallengeSession(request([])), times(30, left))
    expect(over).toMatchObject({ failure: null })
    expect(over?.observations).toHaveLength(10)
  })

  it('changes nothing once it is over', () => {
    const session = new ChallengeSession(request(['blink']))
    session.end('cancelled')
    play(session, times(20, rest))
    expect(session.over).toMatchObject({ failure: 'cancelled', observations: [] })
  })
})

describe('resultOfChallenge', () => {
  const facts = { earlier: [], startedAt: 1, completedAt: 2, processingMs: 9, modelVersion: 'm 1' }
  const steps: ChallengeStep[] = ['turn_left', 'turn_right']
  /** Somebody with depth who turns as asked; `depth` 0 is a picture of somebody, squeezed. */
  const turns = (depth: number) => {
    const at = (yaw: number) => ({
      points: headPoints(yaw * 1.6, depth),
      turn: yaw / 100,
      pose: { yaw, pitch: 0, roll: 0 }
    })
    const swing = [5, 15, 22, 25, 20, 10, 4, 0, 0, 0]
    return [...times(8, at(0)), ...swing.map(at), ...swing.map((yaw) => at(-yaw))]
  }

  it('calls a head live that did as it was asked', () => {
    const over = play(new ChallengeSession(request(steps)), turns(1))!
    const { result } = resultOfChallenge(request(steps), over, facts)
    expect(result).toMatchObject({ isLive: true, confidence: 'high', failureReason: null })
    expect(result.checks.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'passive passed',
      'depth passed',
      'turn_left passed',
      'turn_right passed',
      'identity passed',
      'replay passed'
    ])
  })

  it('calls a picture a picture, though the turns were believed', () => {
    const over = play(new ChallengeSession(request(steps)), turns(0))!
    const { result } = resultOfChallenge(request(steps), over, facts)
    expect(result).toMatchObject({ isLive: false, confidence: 'low', failureReason: 'photo_attack_detected' })
    expect(result.score).toBeLessThan(0.5)
  })

  it('refuses the very movements of an earlier session', () => {
    const pictures = turns(1).flatMap((one) => [one, one])
    const over = play(new ChallengeSession(request(steps)), pictures)!
    const { signature } = resultOfChallenge(request(steps), over, facts)
    const again = resultOfChallenge(request(steps), over, { ...facts, earlier: [signature] })
    expect(again.result).toMatchObject({ isLive: false, failureReason: 'replay_detected' })
  })

  it.each([
    [0.9, true, null, 'medium'],
    [0.5, false, 'presentation_attack_detected', 'low']
  ])('judges a passive check of mean %f by the threshold alone', (passive, isLive, failureReason, confidence) => {
    const over = play(new ChallengeSession(request([])), times(30, { passive }))!
    const { result } = resultOfChallenge(request([]), over, facts)
    expect(result).toMatchObject({ kind: 'passive', isLive, failureReason, confidence, frames: 10 })
    expect(result.antiSpoofingScore).toBeCloseTo(passive, 6)
  })

  it('tells what was not come to', () => {
    const over = play(new ChallengeSession(request(steps)), times(40, rest))!
    const { result } = resultOfChallenge(request(steps), over, facts)
    expect(result.failureReason).toBe('challenge_timeout')
    expect(result.checks.filter(({ check }) => check.startsWith('turn')).map(({ outcome }) => outcome)).toEqual([
      'failed',
      'not_performed'
    ])
    expect(result.checks[1]).toEqual({ check: 'depth', outcome: 'inconclusive', score: null })
  })
})
