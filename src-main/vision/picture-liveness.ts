import type { LivenessResult } from '../../contracts/domain/liveness'

/**
 * The result of a passive check over single pictures: the mean of their scores against the threshold.
 *
 * @param scores 0–1 of each picture's face; null where no model told
 */
export function resultOfPictures(
  scores: readonly (number | null)[],
  facts: Pick<LivenessResult, 'sessionId' | 'startedAt' | 'completedAt' | 'modelVersion'> & { threshold: number }
): LivenessResult {
  const { threshold, ...rest } = facts
  const known = scores.filter((score) => score !== null)
  const mean = known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length
  const isLive = mean !== null && mean >= threshold
  const score = Math.min(mean ?? 0, isLive ? 1 : 0.49)
  const durationMs = Math.max(0, facts.completedAt - facts.startedAt)
  return {
    ...rest,
    cameraId: null,
    kind: 'passive',
    isLive,
    score,
    confidence: score >= 0.6 ? 'medium' : 'low',
    checks: [
      { check: 'passive', outcome: mean === null ? 'not_performed' : isLive ? 'passed' : 'failed', score: mean }
    ],
    antiSpoofingScore: mean,
    failureReason: isLive ? null : mean === null ? 'not_supported' : 'presentation_attack_detected',
    steps: [],
    frames: scores.length,
    durationMs,
    processingMs: scores.length === 0 ? 0 : durationMs / scores.length
  }
}
