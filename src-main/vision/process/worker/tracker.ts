import type { Box } from '../../../../contracts/domain/face'
import { assignPairs } from './assignment'
import { iou } from './boxes'
import type { Motion } from './kalman'
import { boxOfMotion, correctMotion, predictMotion, spreadOf, startMotion } from './kalman'

/** The least that the tracker keeps of a face that it follows. */
export interface Followed {
  id: string
  /** Where it was found last. */
  box: Box
  motion: Motion
  /** Source time of the last picture in which it was found, ms; and of the last in which the detector was sure of it. */
  seenAtMs: number
  sureAtMs: number
  /** Pictures that were searched since then. */
  missed: number
}

export const trackerRules = {
  /** Least overlap of a box with where its track should be. */
  iou: 0.25,
  /** The same for a box that the detector is not sure of. */
  iouOfFaint: 0.4,
  /** Or: centres no further apart than this many box heights and what the filter does not know, with sides alike. */
  reach: 0.8,
  mostReach: 1.6,
  /** Boxes that the detector is not sure of carry a track for this long. */
  faintHoldsMs: 1000,
  /** A face that was missed is kept this long, or for this many pictures of a slow camera. */
  missedMs: 2000,
  missedFrames: 3,
  /** Its place alone tells that it is back for this long; later its looks must. */
  placeHoldsMs: 1000
} as const

export interface Association {
  /** Per box of the first list the index of its track, or null. */
  sure: (number | null)[]
  /** Track index -> box of the second list. */
  faint: Map<number, number>
}

/**
 * Pairs the boxes of one picture with tracks by where each should be now, in ByteTrack's two stages: boxes that the
 * detector is sure of first, then those it is not sure of, which may only continue a track that was seen in the picture
 * before. Lost tracks come last, so that they never take a box from somebody who is in view.
 */
export function associate(
  tracks: readonly Followed[],
  sure: readonly Box[],
  faint: readonly Box[],
  nowMs: number
): Association {
  const expected = tracks.map((track) => predictMotion(track.motion, nowMs))
  const result: Association = { sure: sure.map(() => null), faint: new Map() }
  const taken = new Set<number>()
  const pair = (chosen: readonly number[]): void => {
    const open = result.sure.flatMap((track, box) => (track === null ? [box] : []))
    const worth = chosen.map((t) => open.map((b) => likeness(expected[t]!, tracks[t]!.box, sure[b]!)))
    assignPairs(worth).forEach((column, row) => {
      if (column === null) return
      taken.add(chosen[row]!)
      result.sure[open[column]!] = chosen[row]!
    })
  }
  const indices = tracks.map((_, index) => index)
  const inView = indices.filter((index) => tracks[index]!.missed === 0)
  pair(inView)
  const open = inView.filter(
    (index) => !taken.has(index) && nowMs - tracks[index]!.sureAtMs <= trackerRules.faintHoldsMs
  )
  const overlaps = open.map((t) =>
    faint.map((box) => {
      const overlap = iou(boxOfMotion(expected[t]!), box)
      return overlap >= trackerRules.iouOfFaint ? overlap : 0
    })
  )
  assignPairs(overlaps).forEach((column, row) => {
    if (column === null) return
    taken.add(open[row]!)
    result.faint.set(open[row]!, column)
  })
  pair(indices.filter((index) => !taken.has(index) && nowMs - tracks[index]!.seenAtMs <= trackerRules.placeHoldsMs))
  return result
}

/** What a track begins with. */
export const firstSeen = (box: Box, nowMs: number): Omit<Followed, 'id'> => ({
  box,
  motion: startMotion(box, nowMs),
  seenAtMs: nowMs,
  sureAtMs: nowMs,
  missed: 0
})

/** The track with its new place, of which the detector is `sure` or not. */
export function follow(track: Followed, box: Box, nowMs: number, sure = true): void {
  track.motion = correctMotion(track.motion, box, nowMs)
  track.box = box
  track.seenAtMs = nowMs
  if (sure) track.sureAtMs = nowMs
  track.missed = 0
}

/** Where a track should be now. */
export const expectedBox = ({ motion }: Followed, nowMs: number): Box => boxOfMotion(predictMotion(motion, nowMs))

/** Whether a track is over: unseen for too long. `intervalMs` is the time between analysed pictures. */
export function isOver(track: Followed, nowMs: number, intervalMs: number): boolean {
  return nowMs - track.seenAtMs > Math.max(trackerRules.missedMs, trackerRules.missedFrames * intervalMs)
}

/**
 * Tracks that come so close to another that their boxes alone cannot tell who is who. People who merely stand side by side
 * are not among them: each costs a look in every picture.
 */
export function contested(tracks: readonly Followed[], nowMs: number): Set<Followed> {
  const boxes = tracks.map((track) => expectedBox(track, nowMs))
  const close = (a: Box, b: Box) => nearness(a, b, trackerRules.reach) > 0 || iou(a, b) > 0
  return new Set(tracks.filter((_, i) => boxes.some((box, j) => i !== j && close(box, boxes[i]!))))
}

/** 0–1. Overlap with where the track should be counts most, then with where it was (it may have stopped), then nearness. */
function likeness(expected: Motion, last: Box, box: Box): number {
  const place = boxOfMotion(expected)
  const ahead = iou(place, box)
  const stopped = iou(last, box)
  const reach = Math.min(trackerRules.mostReach, trackerRules.reach + spreadOf(expected))
  return Math.max(
    ahead >= trackerRules.iou ? ahead : 0,
    stopped >= trackerRules.iou ? 0.8 * stopped : 0,
    0.25 * nearness(place, box, reach)
  )
}

/** 1 at the same centre, 0 at `reach` box heights or when one face is much larger than the other. */
function nearness(a: Box, b: Box, reach: number): number {
  const heightA = a.y2 - a.y1
  const heightB = b.y2 - b.y1
  const ratio = heightA / heightB
  if (ratio < 0.6 || ratio > 1.7) return 0
  const [from, to] = [centreOf(a), centreOf(b)]
  const distance = Math.hypot(from.x - to.x, from.y - to.y) / ((heightA + heightB) / 2)
  return Math.max(0, 1 - distance / reach)
}

const centreOf = (box: Box) => ({ x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 })
