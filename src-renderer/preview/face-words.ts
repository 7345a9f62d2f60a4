import type { OverlayFace } from '../../contracts/domain/face'
import type cameras from '../i18n/en/cameras.json'

type Keys = Exclude<keyof (typeof cameras)['face']['why'], 'clear_one' | 'clear_other'> | 'clear'

/** The small line under a face's name, as a key under `face.why` of the cameras' words with its values. */
export interface FaceLine {
  key: Keys
  values: { score: string; live: string; count: number }
}

type Told = Pick<OverlayFace, 'status' | 'score' | 'reason' | 'liveness' | 'goodFrames'>

const figure = (value: number) => value.toFixed(2).replace('-', '−')

/** What is said of a face besides its name: that it was proven live, or else why it has no name; null where nothing is to say. */
export function faceLine(face: Told): FaceLine | null {
  const key = keyOf(face)
  if (key === null) return null
  const { score, liveness, goodFrames } = face
  return { key, values: { score: figure(score ?? 0), live: figure(liveness.score ?? 0), count: goodFrames } }
}

function keyOf({ status, score, reason, liveness, goodFrames }: Told): Keys | null {
  if (status === 'recognized') return liveness.isLive === true ? 'live' : null
  if (reason === null) return null
  // What can be mended by a step or a turn of the head comes first.
  if (reason.quality !== null) return reason.quality
  switch (reason.refusal) {
    case 'too_few_good_frames':
      return goodFrames === 0 ? 'waiting' : 'clear'
    case 'low_score':
      return score === null ? 'no_match' : 'low_score'
    default:
      return reason.refusal
  }
}

export interface FaceFigure {
  key: keyof (typeof cameras)['face']['figure']
  value: string
}

/** The figures behind a face, for who asks; those that are not known, or stand beside the name already, are left out. */
export function faceFigures(face: Told & Pick<OverlayFace, 'eyeDistancePx'>): FaceFigure[] {
  const { status, score, liveness, eyeDistancePx, goodFrames } = face
  const said = keyOf(face)
  const saysMatch = status === 'recognized' || said === 'low_score'
  const figures: (FaceFigure | null)[] = [
    score === null || saysMatch ? null : { key: 'match', value: figure(score) },
    liveness.score === null || said === 'live' ? null : { key: 'live', value: figure(liveness.score) },
    eyeDistancePx === null ? null : { key: 'eyes', value: String(Math.round(eyeDistancePx)) },
    said === 'clear' ? null : { key: 'clear', value: String(goodFrames) }
  ]
  return figures.filter((one) => one !== null)
}
