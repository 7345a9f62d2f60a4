import { assignPairs } from './assignment'
import type { ScoredBox } from './boxes'
import { dot } from './embedder'
import type { FaceLook } from './look-at-face'
import type { Track } from './track'
import { isDecided } from './track'

/**
 * Cosines between a face and the template of a track, in the space of the default pack, whose verification threshold is
 * 0.36. Of the clips' two people the highest is .11, of one the lowest .69.
 */
export const identityRules = {
  /** From here a face continues the track, even one that was lost or that its place does not speak for. */
  same: 0.5,
  /** Below this twice in a row the track is somebody else's: it is the cosine that one impostor in a thousand reaches. */
  doubtful: 0.36,
  /** Below this at once. */
  another: 0.2,
  /** Looks in a row that part a face from its track, where each alone leaves room for doubt. */
  doubts: 2,
  /** The same for faces too poor to vote: their templates are less like themselves. */
  doubtsOfPoor: 3
} as const

export type CosineRules = { same: number; doubtful: number; another: number }

/**
 * The same rules in another pack's space: each lies as far between the verification threshold and 1 (or below it) as it
 * does in the default pack's. dlib's cosines of two people reach .89 where the default pack's stay below .32.
 *
 * @param verify the pack's verification threshold, a cosine
 */
export function identityRulesIn(verify: number): CosineRules {
  const { same, another } = identityRules
  return { same: cosineIn(verify, same), doubtful: verify, another: cosineIn(verify, another) }
}

/**
 * A cosine that was chosen in the default pack's space, in that of another.
 *
 * @param verify the other pack's verification threshold
 */
export function cosineIn(verify: number, cosine: number): number {
  const { doubtful } = identityRules
  return verify + ((cosine - doubtful) / (1 - doubtful)) * (1 - verify)
}

/** A box that was looked at, and whose track it is by its place. */
export interface LookedAt {
  box: ScoredBox
  look: FaceLook
  byPlace: Track | null
}

export interface Identified {
  /** Null for somebody new. */
  track: Track | null
  /** Whether the look may speak for the track: it may not while its face is in doubt. */
  counts: boolean
  /** The track that its place gave it, where that was only the beginning of who is known to be somebody lost. */
  absorbed: Track | null
}

/**
 * Whose faces these are, after the looks. Place proposes, the face decides: a face unlike the track that its place gave it
 * goes to the one that it resembles, be it lost or another's in this picture (people crossing), and else begins a track of
 * its own. So a name never passes from one person to the next. A track without a verdict that turns out to be somebody who
 * was lost goes on as theirs: the first pictures of who steps out from behind something seldom show the whole face.
 *
 * @param lost tracks that no box of this picture continues by its place
 * @param rules cosines of the pack in use
 * @returns per look its track; no track is given twice. `track.doubts` is kept up to date.
 */
export function identify(
  looked: readonly LookedAt[],
  lost: readonly Track[],
  rules: CosineRules = identityRules
): Identified[] {
  const isSame = (value: number | null): boolean => value !== null && value >= rules.same
  const own = looked.map(({ byPlace, look }) => (byPlace ? likeness(byPlace, look) : null))
  const returns = ({ byPlace, look }: LookedAt) =>
    !(byPlace && isDecided(byPlace)) && lost.some((track) => isSame(likeness(track, look)))
  const settled = looked.map((one, index) => isSame(own[index] ?? null) && !returns(one))
  const unsure = looked.flatMap((_, index) => (settled[index] ? [] : [index]))
  const offered = [...lost, ...unsure.flatMap((index) => looked[index]?.byPlace ?? [])]
  const worth = unsure.map((index) =>
    offered.map((track) => {
      const { byPlace, look } = looked[index]!
      const value = likeness(track, look)
      if (value === null || !isSame(value)) return 0
      return track === byPlace ? value / 2 : value
    })
  )
  const chosen = new Map<number, Track>()
  assignPairs(worth).forEach((column, row) => {
    if (column !== null) chosen.set(unsure[row]!, offered[column]!)
  })
  const taken = new Set(chosen.values())
  return looked.map(({ look, byPlace }, index): Identified => {
    const track = chosen.get(index) ?? (settled[index] ? byPlace : null)
    const value = own[index] ?? null
    if (track) {
      track.doubts = 0
      const begun = track !== byPlace && (value === null || isSame(value)) && !taken.has(byPlace as Track)
      return { track, counts: true, absorbed: begun ? byPlace : null }
    }
    if (!byPlace || taken.has(byPlace)) return { track: null, counts: true, absorbed: null }
    return { ...keepOrPart(byPlace, value, look, rules), absorbed: null }
  })
}

function keepOrPart(
  track: Track,
  value: number | null,
  { quality }: FaceLook,
  rules: CosineRules
): Omit<Identified, 'absorbed'> {
  if (value === null) return { track, counts: true }
  if (value >= rules.doubtful) {
    track.doubts = 0
    return { track, counts: true }
  }
  track.doubts++
  const poor = quality.reasons.length > 0
  const parts = poor
    ? track.doubts >= identityRules.doubtsOfPoor
    : value < rules.another || track.doubts >= identityRules.doubts
  return parts ? { track: null, counts: true } : { track, counts: false }
}

/** Cosine of a look and a track; null where either has no template. */
function likeness({ template }: Track, look: FaceLook): number | null {
  return template && look.template ? dot(template, look.template) : null
}
