import type { FaceQuality } from '../../../../contracts/domain/face'
import { dot, normalise } from './embedder'
import type { ScoredBox } from './boxes'
import type { Followed } from './tracker'
import { firstSeen } from './tracker'
import type { Verdict, Vote } from './verdict'
import { undecided, verdictNeeds } from './verdict'

/** One person in front of one camera, as long as they are seen. Times are the source's own, ms, unless they say otherwise. */
export interface Track extends Followed {
  /** Wall time of the first picture, epoch milliseconds. */
  firstSeenAt: number
  /** Mean of the templates seen, normalised; null before the first good picture. */
  template: Float32Array | null
  /** The face at a glance in the last picture in which it was found. */
  glimpse: Float32Array | null
  /** Looks in a row that did not resemble the template. */
  doubts: number
  votes: Vote[]
  /** Pictures that voted, over the whole track. */
  goodFrames: number
  liveness: number[]
  livenessAtMs: number
  lookedAtMs: number
  quality: FaceQuality | null
  /** Looks in a row that were too poor to count. */
  poorLooks: number
  /** What the evidence of now says, and the last verdict that was not `checking`, kept while new evidence gathers. */
  current: Verdict
  standing: Verdict
  /** When the sighting of the standing name was last sent; null before. */
  namedAtMs: number | null
  reported: { stranger: boolean; spoof: boolean }
}

export function beginTrack(id: string, box: ScoredBox, ptsMs: number, capturedAt: number): Track {
  return {
    id,
    ...firstSeen(box, ptsMs),
    firstSeenAt: capturedAt,
    template: null,
    glimpse: null,
    doubts: 0,
    votes: [],
    goodFrames: 0,
    liveness: [],
    livenessAtMs: -Infinity,
    lookedAtMs: -Infinity,
    quality: null,
    poorLooks: 0,
    current: undecided,
    standing: undecided,
    namedAtMs: null,
    reported: { stranger: false, spoof: false }
  }
}

/** How much a new template moves the mean: enough to follow a turning head, too little for one odd picture to take over. */
const templateShare = 0.2

/** Only a face that is surely the track's own (`same`) moves its mean, so that it cannot be led away step by step. */
export function addTemplate(track: Track, template: Float32Array, same: number): void {
  const { template: mean } = track
  if (!mean) {
    track.template = template
    return
  }
  if (dot(mean, template) < same) return
  track.template = normalise(mean.map((value, i) => value + templateShare * (template[i]! - value)))
}

export function addVote(track: Track, vote: Vote): void {
  track.votes = [...track.votes, vote].slice(-verdictNeeds.votesKept)
  track.goodFrames++
}

export function addLiveness(track: Track, score: number, ptsMs: number): void {
  track.liveness = [...track.liveness, score].slice(-verdictNeeds.livenessKept)
  track.livenessAtMs = ptsMs
}

/** After a new gallery: what was matched against the old one no longer speaks. */
export function forgetMatches(track: Track, stillEnrolled: (personId: string) => boolean): void {
  track.votes = []
  track.current = undecided
  if (track.standing.personId !== null && !stillEnrolled(track.standing.personId)) {
    track.standing = undecided
    track.namedAtMs = null
  }
}

export const isDecided = (track: Track): boolean => track.standing.kind !== 'checking'
