import type { Box } from '../../../../../contracts/domain/face'
import type { Point } from '../affine'
import { similarity } from '../affine'
import { errorsOf, fitHomography } from './homography'

/** One pose of a face: its 68 landmarks and its box, in pixels of the same picture. */
export interface PosedFace {
  points: readonly Point[]
  box: Box
}

export interface DepthEvidence {
  answer: 'flat' | 'deep' | 'inconclusive'
  /** Median over the pairs of poses of what a plane leaves unexplained of the change; null without a pair that says anything. */
  unexplained: number | null
  /** Pairs of poses that differ enough to speak. */
  pairs: number
  /** Jitter of the landmarks as seen between the most alike poses, in face heights. */
  noise: number
}

/**
 * Brow ends, eye corners, bridge and underside of the nose, mouth corners. Left out: lids, lips, chin and the outline
 * of the face, which the landmark model slides along the edge of a turned head as if it were flat.
 */
const used = [17, 21, 22, 26, 36, 39, 42, 45, 27, 28, 29, 30, 31, 33, 35, 48, 54] as const

/**
 * Chosen on 8-second windows of the three clips' two persons (132, of which 75 move enough to speak) and on 120 runs of
 * held-up stills of theirs, tilted by up to 45° and drawn through the real detector and landmark model:
 * unexplained share, live .67 to .93, median .79; flat .12 to .49, median .29. At half the least change noise takes over
 * and everything looks deep, which is why small changes may not speak.
 */
export const depthRules = {
  /** A pair speaks when more than this share of the face's height is left after moving, turning and scaling. */
  leastChange: 0.018,
  /** And more than this multiple of the jitter. */
  noiseFactor: 3,
  leastPairs: 6,
  flatBelow: 0.55,
  deepFrom: 0.62
} as const

/** Poses beyond this are thinned evenly: the pairs grow with the square. */
const mostPoses = 30

/**
 * Depth from motion. Two views of a plane are joined by one homography (Hartley and Zisserman 2004, chapter 13); of a
 * head that turns they are not, since its nose moves before the plane of eyes and mouth. For each pair of poses the
 * residual of the best homography is set against the residual of the best similarity, so that a pair is judged by the
 * very change that it shows.
 *
 * It tells heads from flat pictures that are moved and tilted stiffly, and claims nothing else: a bent print, a mask or
 * a film on a screen moves as a head does.
 */
export function depthFromMotion(poses: readonly PosedFace[]): DepthEvidence {
  const thinned = thin(poses, mostPoses)
  const pairs: { change: number; left: number }[] = []
  thinned.forEach((a, index) => {
    for (const b of thinned.slice(index + 1)) {
      const pair = compare(a, b)
      if (pair) pairs.push(pair)
    }
  })
  const noise = quantile(
    pairs.map(({ change }) => change),
    0.1
  )
  const least = Math.max(depthRules.leastChange, depthRules.noiseFactor * noise)
  const shares = pairs.filter(({ change }) => change >= least).map(({ change, left }) => left / change)
  const unexplained = shares.length === 0 ? null : quantile(shares, 0.5)
  return { answer: answerOf(unexplained, shares.length), unexplained, pairs: shares.length, noise }
}

function answerOf(unexplained: number | null, pairs: number): DepthEvidence['answer'] {
  if (unexplained === null || pairs < depthRules.leastPairs) return 'inconclusive'
  if (unexplained < depthRules.flatBelow) return 'flat'
  return unexplained >= depthRules.deepFrom ? 'deep' : 'inconclusive'
}

/** 0–1, 1 = a head: one half between the two limits. Null when there is nothing to say. */
export function depthScore({ answer, unexplained }: DepthEvidence): number | null {
  if (unexplained === null || answer === 'inconclusive') return null
  const middle = (depthRules.flatBelow + depthRules.deepFrom) / 2
  return Math.min(1, Math.max(0, 0.5 + (unexplained - middle) / 0.4))
}

/** Root mean squares of what a similarity and what a homography leave of the change from `a` to `b`, in face heights. */
function compare(a: PosedFace, b: PosedFace): { change: number; left: number } | null {
  const from = used.map((index) => a.points[index]!)
  const to = used.map((index) => b.points[index]!)
  const height = b.box.y2 - b.box.y1
  const plane = fitHomography(from, to)
  if (!plane || height <= 0) return null
  const [p, q, r, s, t, u] = similarity(from, to)
  const shifted = from.map(([x, y], index) =>
    Math.hypot(p * x + q * y + r - to[index]![0], s * x + t * y + u - to[index]![1])
  )
  return { change: rootMeanSquare(shifted) / height, left: rootMeanSquare(errorsOf(plane, from, to)) / height }
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}

const thin = <T>(values: readonly T[], most: number): readonly T[] =>
  values.length <= most
    ? values
    : Array.from({ length: most }, (_, index) => values[Math.floor((index * values.length) / most)]!)
