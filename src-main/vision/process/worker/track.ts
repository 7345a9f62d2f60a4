import type { FaceQuality, FaceStatus, OverlayFace } from '../../../../contracts/domain/face'
import { normalise } from './embedder'
import type { ScoredBox } from './boxes'
import type { Followed } from './tracker'
import type { Verdict, Vote } from './verdict'
import { decideVerdict, verdictNeeds } from './verdict'

/** One person in front of one camera, as long as they are seen. Times are the source's own, ms, unless they say otherwise. */
export interface Track extends Followed {
  /** Wall time of the first picture, epoch milliseconds. */
  firstSeenAt: number
  /** Mean of the templates seen, normalised; null before the first good picture. */
  template: Float32Array | null
  votes: Vote[]
  liveness: number[]
  livenessAtMs: number
  lookedAtMs: number
  quality: FaceQuality | null
  /** Looks in a row that were too poor to count. */
  poorLooks: number
  /** The last verdict that was not `checking`, kept while new evidence gathers. */
  standing: Verdict
  /** When the sighting of the standing name was last sent; null before. */
  namedAtMs: number | null
  reported: { stranger: boolean; spoof: boolean }
}

export const undecided: Verdict = decideVerdict(
  { votes: [], liveness: [], galleryEmpty: true },
  { matchThreshold: 1, margin: 0, livenessThreshold: null }
)

export function beginTrack(id: string, box: ScoredBox, ptsMs: number, capturedAt: number): Track {
  return {
    id,
    box,
    velocity: { x: 0, y: 0 },
    seenAtMs: ptsMs,
    firstSeenAt: capturedAt,
    template: null,
    votes: [],
    liveness: [],
    livenessAtMs: -Infinity,
    lookedAtMs: -Infinity,
    quality: null,
    poorLooks: 0,
    standing: undecided,
    namedAtMs: null,
    reported: { stranger: false, spoof: false }
  }
}

/** How much a new template moves the mean: enough to follow a turning head, too little for one odd picture to take over. */
const templateShare = 0.2

export function addTemplate(track: Track, template: Float32Array): void {
  const { template: mean } = track
  track.template = mean ? normalise(mean.map((value, i) => value + templateShare * (template[i]! - value))) : template
}

export function addVote(track: Track, vote: Vote): void {
  track.votes = [...track.votes, vote].slice(-verdictNeeds.votesKept)
}

export function addLiveness(track: Track, score: number, ptsMs: number): void {
  track.liveness = [...track.liveness, score].slice(-verdictNeeds.livenessKept)
  track.livenessAtMs = ptsMs
}

/** After a new gallery: what was matched against the old one no longer speaks. */
export function forgetMatches(track: Track, stillEnrolled: (personId: string) => boolean): void {
  track.votes = []
  if (track.standing.personId !== null && !stillEnrolled(track.standing.personId)) {
    track.standing = undecided
    track.namedAtMs = null
  }
}

const statusOf: Record<Verdict['kind'], FaceStatus> = {
  checking: 'checking',
  recognized: 'recognized',
  stranger: 'unknown',
  spoof: 'spoof'
}

/** Looks in a row after which an undecided face is said to be too poor rather than being checked. */
const poorAfter = 3

export function overlayOf(track: Track): OverlayFace {
  const { kind, personId, name, score } = track.standing
  return {
    trackId: track.id,
    box: { x1: track.box.x1, y1: track.box.y1, x2: track.box.x2, y2: track.box.y2 },
    status: kind === 'checking' && track.poorLooks >= poorAfter ? 'poor' : statusOf[kind],
    personId,
    name,
    score
  }
}
