import type { RecognitionConfig } from '../../protocol'
import type { FaceLook } from './look-at-face'
import type { GallerySnapshot } from './matcher'
import { matchProbe } from './matcher'
import type { Track } from './track'
import { addTemplate, addVote } from './track'
import type { Verdict, VerdictRules } from './verdict'
import { decideVerdict, undecided, verdictNeeds } from './verdict'

/** What holds for all cameras of a worker. */
export interface SiteKnowledge {
  config: RecognitionConfig
  /** Null until the first one arrives: nobody is called a stranger before. */
  gallery: GallerySnapshot | null
}

const recheckLivenessMs = 2000

/**
 * Notes what a look says of the face itself. True when the face is good enough to vote.
 *
 * @param same cosine from which a face is surely its track's own
 */
export function noteLook(track: Track, { quality, template }: FaceLook, ptsMs: number, same: number): boolean {
  const good = template !== null && quality.reasons.length === 0
  track.lookedAtMs = ptsMs
  track.quality = quality
  track.poorLooks = good ? 0 : track.poorLooks + 1
  if (good) addTemplate(track, template, same)
  return good
}

/** On the first good pictures of a track and then sparsely: it is the dearest of all runs. */
export const livenessIsDue = (track: Track, ptsMs: number): boolean =>
  track.liveness.length < verdictNeeds.livenessKept || ptsMs - track.livenessAtMs >= recheckLivenessMs

/** Lets a good look vote, and answers what all votes say. */
export function judge(
  track: Track,
  { quality }: FaceLook,
  template: Float32Array,
  { gallery }: SiteKnowledge,
  rules: VerdictRules
): Verdict {
  if (!gallery) {
    track.goodFrames++
    return { ...undecided, refusal: 'gallery_missing' }
  }
  addVote(track, { match: matchProbe(gallery, template), weight: quality.score })
  return decideVerdict({ votes: track.votes, liveness: track.liveness, galleryEmpty: gallery.size === 0 }, rules)
}

/** A track that turns out to be another person than it was named is that person's from here on, under an id of its own. */
export function isRenamed(track: Track, verdict: Verdict): boolean {
  const before = track.standing.personId
  return before !== null && verdict.personId !== null && before !== verdict.personId
}

/** Starts the track's evidence anew: nothing that was found out about the one person says anything about the next. */
export function forgetPerson(track: Track, id: string, capturedAt: number): void {
  track.id = id
  track.firstSeenAt = capturedAt
  track.template = null
  track.votes = []
  track.goodFrames = 0
  track.liveness = []
  track.livenessAtMs = -Infinity
  track.current = undecided
  track.standing = undecided
  track.namedAtMs = null
  track.reported = { stranger: false, spoof: false }
}

/** Whether a verdict is worth a sighting: a name every `repeatMs`, a stranger and a spoof once per track. Notes that it was. */
export function takeIfDue(track: Track, verdict: Verdict, ptsMs: number, repeatMs: number): boolean {
  if (verdict.kind === 'checking') return false
  if (verdict.kind === 'recognized') {
    if (track.namedAtMs !== null && ptsMs - track.namedAtMs < repeatMs) return false
    track.namedAtMs = ptsMs
    return true
  }
  if (track.reported[verdict.kind]) return false
  track.reported[verdict.kind] = true
  return true
}
