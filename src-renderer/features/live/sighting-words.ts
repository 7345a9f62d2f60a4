import type { RecordedSighting } from '../../../contracts/domain/attendance'
import type { Tone } from '../../ui/badge'
import type live from '../../i18n/en/live.json'

type Decided = Pick<
  RecordedSighting,
  'decision' | 'direction' | 'refusal' | 'score' | 'secondScore' | 'threshold' | 'liveness'
>

export interface SightingWords {
  tone: Tone
  decision: keyof (typeof live)['decision']
  reason: keyof (typeof live)['reason']
  values: { score: string; second: string; threshold: string; liveness: string }
}

const tones: Record<RecordedSighting['decision'], Tone> = {
  marked: 'good',
  cooldown: 'neutral',
  stranger: 'neutral',
  spoof: 'bad',
  liveness_required: 'warning',
  no_consent: 'warning',
  suspended: 'warning',
  left: 'warning',
  not_valid: 'warning',
  person_gone: 'neutral',
  camera_gone: 'neutral'
}

const figure = (value: number | null) => (value === null ? '—' : value.toFixed(2))

function reasonOf({ decision, refusal, liveness }: Decided): SightingWords['reason'] {
  if (decision === 'marked') return liveness.isLive === true ? 'matchedLive' : 'matched'
  if (decision === 'cooldown') return 'cooldown'
  if (decision === 'spoof') return 'spoof'
  if (decision === 'liveness_required') return 'liveness_unknown'
  if (decision === 'stranger') return refusal ?? 'stranger'
  return decision
}

/** What came of a sighting and why, as keys of the `live` namespace with their values. */
export function sightingWords(sighting: Decided): SightingWords {
  const { decision, direction } = sighting
  const marked = direction === 'in' ? 'markedIn' : direction === 'out' ? 'markedOut' : 'marked'
  return {
    tone: tones[decision],
    decision: decision === 'marked' ? marked : decision,
    reason: reasonOf(sighting),
    values: {
      score: figure(sighting.score),
      second: figure(sighting.secondScore),
      threshold: figure(sighting.threshold),
      liveness: figure(sighting.liveness.score)
    }
  }
}
