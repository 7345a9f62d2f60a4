import type { RecordedSighting, Refusal } from '../../../contracts/domain/attendance'
import type { Candidate, EnrolmentResult } from '../../../contracts/enrolment'
import type { QualityReason } from '../../../contracts/domain/face'
import { qualityReasonSchema } from '../../../contracts/domain/face'

/** Why a sighting did not become a mark: a key under `miss.` of the people's words, and the figures it speaks of. */
export interface MissReason {
  key:
    | 'cooldown'
    | 'spoof'
    | 'livenessLow'
    | 'livenessUnknown'
    | 'noConsent'
    | 'suspended'
    | 'left'
    | 'notValid'
    | 'personGone'
    | 'cameraGone'
    | 'marked'
    | 'lowScore'
    | 'lowMargin'
    | 'lowQuality'
    | 'tooFewFrames'
    | 'galleryEmpty'
    | 'stranger'
  values: { score: string; threshold: string; lead: string; liveness: string }
}

type Miss = Pick<RecordedSighting, 'decision' | 'refusal' | 'score' | 'secondScore' | 'threshold' | 'liveness'>

const refusalKeys: Record<Refusal, MissReason['key']> = {
  too_few_good_frames: 'tooFewFrames',
  low_quality: 'lowQuality',
  low_score: 'lowScore',
  low_margin: 'lowMargin',
  spoof: 'spoof',
  liveness_unknown: 'livenessUnknown',
  gallery_empty: 'galleryEmpty',
  gallery_missing: 'galleryEmpty'
}

function keyOf({ decision, refusal, liveness }: Miss): MissReason['key'] {
  switch (decision) {
    case 'cooldown':
    case 'spoof':
    case 'marked':
    case 'suspended':
    case 'left':
      return decision
    case 'not_valid':
      return 'notValid'
    case 'no_consent':
      return 'noConsent'
    case 'person_gone':
      return 'personGone'
    case 'camera_gone':
      return 'cameraGone'
    case 'liveness_required':
      return liveness.score === null ? 'livenessUnknown' : 'livenessLow'
    case 'stranger':
      return refusal === null ? 'stranger' : refusalKeys[refusal]
  }
}

/** The answer to "why was I not clocked in?". */
export function missReason(miss: Miss): MissReason {
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(2))
  const lead = miss.score === null || miss.secondScore === null ? null : miss.score - miss.secondScore
  return {
    key: keyOf(miss),
    values: {
      score: figure(miss.score),
      threshold: figure(miss.threshold),
      lead: figure(lead),
      liveness: figure(miss.liveness.score)
    }
  }
}

export type RefusedReason = QualityReason | 'expired' | 'another_person' | 'other'

/** A reason for which main did not save a candidate, as a key under `refused.`; what this window does not know is `other`. */
export function refusedReason(reason: EnrolmentResult['refused'][number]['reason']): RefusedReason {
  if (reason === 'expired' || reason === 'another_person') return reason
  const quality = qualityReasonSchema.safeParse(reason)
  return quality.success ? quality.data : 'other'
}

/** Why a face cannot be taken, the first reason being the one to mend; null when it can. */
export const firstReason = (candidate: Pick<Candidate, 'accepted' | 'quality'>): QualityReason | 'other' | null =>
  candidate.accepted ? null : (candidate.quality.reasons[0] ?? 'other')
