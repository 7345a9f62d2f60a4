import type { ComparedFace, IdentifiedFace, StillLiveness } from '../../contracts/domain/comparison'
import { matchLevelOf } from '../../contracts/domain/comparison'
import type { MatchLevels } from '../../contracts/domain/model-pack'
import type { StillFace } from '../vision/vision-client'

/** Further than this above the threshold a single picture's word is worth more than a guess. */
const clearLead = 0.15

/** What the anti-spoofing model's number for one picture says; null where nobody asked. */
export function judgeLiveness(
  face: Pick<StillFace, 'liveness' | 'quality'>,
  asked: boolean,
  threshold: number
): StillLiveness | null {
  if (!asked) return null
  const { liveness: score, quality } = face
  if (score === null) return { score, isLive: null, threshold, confidence: 'low', reason: 'not_supported' }
  if (quality.reasons.includes('too_small')) {
    return { score, isLive: null, threshold, confidence: 'low', reason: 'face_too_small' }
  }
  const isLive = score >= threshold
  const confidence = Math.abs(score - threshold) >= clearLead ? 'medium' : 'low'
  return { score, isLive, threshold, confidence, reason: isLive ? null : 'below_threshold' }
}

/** How a liveness that was asked for stands in the way of a match. */
export function livenessFailure(liveness: StillLiveness | null): 'liveness_failed' | 'liveness_unknown' | null {
  if (liveness === null || liveness.isLive === true) return null
  return liveness.isLive === null ? 'liveness_unknown' : 'liveness_failed'
}

export const comparedFace = (faces: readonly StillFace[]): ComparedFace | null => {
  const [face] = faces
  return face ? { box: face.box, quality: face.quality, faces: faces.length } : null
}

export interface IdentifyRules {
  /** Least cosine to be named, and least lead over the next person. */
  threshold: number
  margin: number
  livenessThreshold: number
  askLiveness: boolean
  refusePoor: boolean
  topK: number
  levels: MatchLevels | null
  verifyThreshold: number
}

/** One face of a picture against the gallery: the rules that the verdict over a track has, for the one look that there is. */
export function judgeFace(face: StillFace, rules: IdentifyRules): IdentifiedFace {
  const { levels, threshold, margin } = rules
  const [best, second] = face.top
  const liveness = judgeLiveness(face, rules.askLiveness, rules.livenessThreshold)
  const failureReasons: IdentifiedFace['failureReasons'] = []
  if (rules.refusePoor && face.quality.reasons.length > 0) failureReasons.push('quality_too_low')
  if (!best) failureReasons.push('gallery_empty')
  else if (best.score < threshold) failureReasons.push('score_below_threshold')
  else if (second && best.score - second.score < margin) failureReasons.push('tie')
  const unlive = livenessFailure(liveness)
  if (unlive) failureReasons.push(unlive)
  return {
    box: face.box,
    quality: face.quality,
    personId: best && failureReasons.length === 0 ? best.personId : null,
    candidates: face.top.slice(0, rules.topK).map((candidate) => ({
      ...candidate,
      matchLevel: matchLevelOf(candidate.score, levels, rules.verifyThreshold)
    })),
    liveness,
    failureReasons
  }
}
