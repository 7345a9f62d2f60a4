import type { Box } from '../../../../contracts/domain/face'
import { iou } from './boxes'

/** The least that the tracker keeps of a face that it follows. */
export interface Followed {
  id: string
  box: Box
  /** Pixels per millisecond of the box's centre, smoothed. */
  velocity: { x: number; y: number }
  /** Source time of the last picture in which it was found, ms. */
  seenAtMs: number
}

export const trackerRules = {
  /** Least overlap of a box with where its track should be. */
  iou: 0.25,
  /** Or: centres no further apart than this many box heights, with sides alike. */
  reach: 0.8,
  /** A face may be missed this long, or for this many pictures of a slow camera. */
  missedMs: 1000,
  missedFrames: 3
} as const

/**
 * Pairs the boxes of one picture with tracks by where each should be now: overlap first, then nearness (people move
 * more than a face's width between pictures of a slow camera). Each box and each track is used once, best pairs first.
 *
 * @returns per box the index of its track, or null
 */
export function assignBoxes(tracks: readonly Followed[], boxes: readonly Box[], nowMs: number): (number | null)[] {
  const pairs: { track: number; box: number; worth: number }[] = []
  tracks.forEach((track, t) => {
    const expected = moved(track, nowMs)
    boxes.forEach((box, b) => {
      const worth = likeness(expected, track.box, box)
      if (worth > 0) pairs.push({ track: t, box: b, worth })
    })
  })
  pairs.sort((a, b) => b.worth - a.worth)
  const assigned = boxes.map((): number | null => null)
  const taken = new Set<number>()
  for (const { track, box } of pairs) {
    if (assigned[box] !== null || taken.has(track)) continue
    assigned[box] = track
    taken.add(track)
  }
  return assigned
}

/** The track with its new place; velocity follows half-way, so that one jittery box does not throw it. */
export function follow<T extends Followed>(track: T, box: Box, nowMs: number): void {
  const elapsed = nowMs - track.seenAtMs
  if (elapsed > 0) {
    const [from, to] = [centreOf(track.box), centreOf(box)]
    track.velocity.x = (track.velocity.x + (to.x - from.x) / elapsed) / 2
    track.velocity.y = (track.velocity.y + (to.y - from.y) / elapsed) / 2
  }
  track.box = box
  track.seenAtMs = nowMs
}

/** Whether a track is over: unseen for too long. `intervalMs` is the time between analysed pictures. */
export function isOver(track: Followed, nowMs: number, intervalMs: number): boolean {
  return nowMs - track.seenAtMs > Math.max(trackerRules.missedMs, trackerRules.missedFrames * intervalMs)
}

/** Overlap with where the track should be beats overlap with where it was (it may have stopped), which beats nearness. */
function likeness(expected: Box, last: Box, box: Box): number {
  const ahead = iou(expected, box)
  if (ahead >= trackerRules.iou) return 2 + ahead
  const stopped = iou(last, box)
  return stopped >= trackerRules.iou ? 1 + stopped : nearness(expected, box)
}

function moved({ box, velocity, seenAtMs }: Followed, nowMs: number): Box {
  const elapsed = Math.min(Math.max(0, nowMs - seenAtMs), 500)
  const dx = velocity.x * elapsed
  const dy = velocity.y * elapsed
  return { x1: box.x1 + dx, y1: box.y1 + dy, x2: box.x2 + dx, y2: box.y2 + dy }
}

/** 1 at the same centre, 0 at `reach` box heights or when one face is much larger than the other. */
function nearness(a: Box, b: Box): number {
  const heightA = a.y2 - a.y1
  const heightB = b.y2 - b.y1
  const ratio = heightA / heightB
  if (ratio < 0.6 || ratio > 1.7) return 0
  const [from, to] = [centreOf(a), centreOf(b)]
  const distance = Math.hypot(from.x - to.x, from.y - to.y) / ((heightA + heightB) / 2)
  return Math.max(0, 1 - distance / trackerRules.reach)
}

const centreOf = (box: Box) => ({ x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 })
