import type { LivenessCheckOutcome, LivenessFailure, LivenessResult } from '../../../../../contracts/domain/liveness'
import type { ChallengeEvidence, ChallengeRequest } from './challenge-session'
import type { DepthEvidence } from './depth'
import { depthFromMotion, depthScore } from './depth'
import type { MotionSignature } from './motion-signature'
import { likenessOfMotion, motionSignature, signatureRules } from './motion-signature'

export interface ResultFacts {
  /** Movements of earlier sessions. */
  earlier: readonly MotionSignature[]
  startedAt: number
  completedAt: number
  processingMs: number
  modelVersion: string
}

/** Scores from which a band begins. */
export const confidenceBands = { high: 0.85, medium: 0.6 } as const

/**
 * Judges a challenge that is over: what was done, what the passive scores, the depth and the memory of earlier sessions
 * say. A failure that the session itself found comes first, but that a picture moved like a flat one says more than that
 * its prompts went unanswered.
 */
export function resultOfChallenge(
  request: Pick<ChallengeRequest, 'sessionId' | 'cameraId' | 'steps' | 'livenessThreshold'>,
  evidence: ChallengeEvidence,
  facts: ResultFacts
): { result: LivenessResult; signature: MotionSignature } {
  const { observations, steps } = evidence
  const depth = depthFromMotion(observations)
  const passive = passiveOf(
    observations.flatMap((one) => one.passive ?? []),
    request.livenessThreshold
  )
  const signature = motionSignature(observations)
  const likeness = Math.max(0, ...facts.earlier.map((one) => likenessOfMotion(one, signature)))
  const failure = failureOf(evidence.failure, depth, passive, likeness, evidence)
  const checks: LivenessCheckOutcome[] = [
    passive,
    {
      check: 'depth',
      outcome: observations.length === 0 ? 'not_performed' : outcomeOfDepth[depth.answer],
      score: depthScore(depth)
    },
    ...steps.map(({ step, promptedAtMs, doneAtMs }): LivenessCheckOutcome => {
      if (promptedAtMs === null) return { check: step, outcome: 'not_performed', score: null }
      return doneAtMs === null
        ? { check: step, outcome: 'failed', score: 0 }
        : { check: step, outcome: 'passed', score: 1 }
    }),
    { check: 'identity', outcome: failure === 'identity_changed' ? 'failed' : seen(observations.length), score: null },
    { check: 'replay', outcome: failure === 'replay_detected' ? 'failed' : seen(observations.length), score: null }
  ]
  const antiSpoofingScore = leastOf([passive.score, depthScore(depth)])
  const passed = steps.filter(({ doneAtMs }) => doneAtMs !== null).length
  const score = scoreOf(antiSpoofingScore, steps.length === 0 ? 1 : passed / steps.length, failure)
  const result: LivenessResult = {
    sessionId: request.sessionId,
    cameraId: request.cameraId,
    kind: request.steps.length === 0 ? 'passive' : 'challenge',
    isLive: failure === null,
    score,
    confidence: confidenceOf(score, depth.answer === 'deep' && passed > 0),
    checks,
    antiSpoofingScore,
    failureReason: failure,
    steps,
    frames: observations.length,
    startedAt: facts.startedAt,
    completedAt: facts.completedAt,
    durationMs: evidence.durationMs,
    processingMs: facts.processingMs,
    modelVersion: facts.modelVersion
  }
  return { result, signature }
}

const outcomeOfDepth = { deep: 'passed', flat: 'failed', inconclusive: 'inconclusive' } as const
const seen = (frames: number) => (frames > 0 ? 'passed' : 'not_performed')

function failureOf(
  found: LivenessFailure | null,
  depth: DepthEvidence,
  passive: LivenessCheckOutcome,
  likeness: number,
  { steps }: ChallengeEvidence
): LivenessFailure | null {
  const faceMoved = steps.some(({ step, doneAtMs }) => doneAtMs !== null && (step === 'blink' || step === 'open_mouth'))
  const unanswered = found === null || found === 'challenge_failed' || found === 'challenge_timeout'
  if (unanswered && depth.answer === 'flat') return faceMoved ? 'presentation_attack_detected' : 'photo_attack_detected'
  if (found !== null) return found
  if (likeness >= signatureRules.repeatsFrom) return 'replay_detected'
  return passive.outcome === 'failed' ? 'presentation_attack_detected' : null
}

/** The anti-spoofing model's verdict over several pictures. */
export function passiveOf(scores: readonly number[], threshold: number | null): LivenessCheckOutcome {
  if (scores.length === 0 || threshold === null) return { check: 'passive', outcome: 'not_performed', score: null }
  const score = Math.min(1, scores.reduce((sum, one) => sum + one, 0) / scores.length)
  return { check: 'passive', outcome: score >= threshold ? 'passed' : 'failed', score }
}

/** See `LivenessResult.score`. Where neither model nor depth can tell, steps alone are worth one half. */
export function scoreOf(antiSpoofing: number | null, share: number, failure: LivenessFailure | null): number {
  const score = (antiSpoofing ?? 0.5) * share
  return failure === null ? score : Math.min(score, 0.49)
}

export function confidenceOf(score: number, active: boolean): LivenessResult['confidence'] {
  if (score >= confidenceBands.high && active) return 'high'
  return score >= confidenceBands.medium ? 'medium' : 'low'
}

const leastOf = (scores: readonly (number | null)[]): number | null => {
  const known = scores.filter((score) => score !== null)
  return known.length === 0 ? null : Math.min(...known)
}
