/**
 * Scores of pairs of pictures, sorted by `sortScores`: what a comparison said, whether both show one person, and which
 * identities (indices) they belong to.
 */
export interface PairScores {
  /** Cosine, −1 to 1; `notCompared` where a picture has no template. */
  score: Float32Array
  /** 1 where both pictures show one person. */
  genuine: Uint8Array
  a: Uint32Array
  b: Uint32Array
}

/** Below every cosine: a failure to detect is a non-match at any threshold (ISO/IEC 19795-1: failure-to-acquire). */
export const notCompared = -2

/** One place of the curve: a pair matches if its score is at least `threshold`. */
export interface RatePoint {
  threshold: number
  fmr: number
  fnmr: number
}

/** The same pairs in ascending order of their scores. */
export function sortScores(pairs: PairScores): PairScores {
  const order = Uint32Array.from(pairs.score, (_, i) => i).sort((i, j) => pairs.score[i]! - pairs.score[j]!)
  return {
    score: Float32Array.from(order, (i) => pairs.score[i]!),
    genuine: Uint8Array.from(order, (i) => pairs.genuine[i]!),
    a: Uint32Array.from(order, (i) => pairs.a[i]!),
    b: Uint32Array.from(order, (i) => pairs.b[i]!)
  }
}

/**
 * Every operating point from "all match" to "none matches", each once.
 *
 * @param pairs sorted
 * @param weights how often each identity counts (a bootstrap's draw); without them, once each
 * @returns empty when there are no genuine or no impostor pairs
 */
export function ratePoints(pairs: PairScores, weights?: ArrayLike<number>): RatePoint[] {
  const { score, genuine, a, b } = pairs
  // Two draws of one identity are the same pictures twice: pairs across them are left out, the ones within count per draw.
  const weigh = (i: number): number =>
    weights === undefined ? 1 : genuine[i] ? weights[a[i]!]! : weights[a[i]!]! * weights[b[i]!]!
  let genuineSum = 0
  let impostorSum = 0
  for (let i = 0; i < score.length; i++) {
    if (genuine[i]) genuineSum += weigh(i)
    else impostorSum += weigh(i)
  }
  if (genuineSum === 0 || impostorSum === 0) return []
  const points: RatePoint[] = []
  let genuineBelow = 0
  let impostorBelow = 0
  for (let i = 0; i < score.length;) {
    const threshold = score[i]!
    points.push({ threshold, fmr: 1 - impostorBelow / impostorSum, fnmr: genuineBelow / genuineSum })
    for (; i < score.length && score[i] === threshold; i++) {
      if (genuine[i]) genuineBelow += weigh(i)
      else impostorBelow += weigh(i)
    }
  }
  points.push({ threshold: Infinity, fmr: 0, fnmr: 1 })
  return points
}

/** Where FMR and FNMR cross, linear between the two points around it; null without pairs of both kinds. */
export function equalErrorRate(points: readonly RatePoint[]): number | null {
  for (let i = 1; i < points.length; i++) {
    const { fmr, fnmr } = points[i]!
    if (fnmr < fmr) continue
    const before = points[i - 1]!
    const [ahead, behind] = [before.fmr - before.fnmr, fnmr - fmr]
    const share = ahead + behind === 0 ? 0 : ahead / (ahead + behind)
    return before.fmr + (fmr - before.fmr) * share
  }
  return null
}

/** The lowest threshold that keeps the false match rate at or below `fmr`. */
export const pointAtFmr = (points: readonly RatePoint[], fmr: number): RatePoint | null =>
  points.find((point) => point.fmr <= fmr + 1e-12) ?? null

/** Error rates at a threshold that was fixed beforehand. */
export const pointAtThreshold = (points: readonly RatePoint[], threshold: number): RatePoint | null =>
  points.find((point) => point.threshold >= threshold) ?? null

export interface Spread {
  least: number
  mean: number
  most: number
  deviation: number
}

/** How the cosines of one kind of pairs lie; null of none that were compared. */
export function spreadOf({ score, genuine }: PairScores, kind: 'genuine' | 'impostor'): Spread | null {
  const wanted = kind === 'genuine' ? 1 : 0
  const compared = score.filter((value, i) => genuine[i] === wanted && value > notCompared)
  if (compared.length === 0) return null
  const mean = compared.reduce((sum, value) => sum + value, 0) / compared.length
  const variance = compared.reduce((sum, value) => sum + (value - mean) ** 2, 0) / compared.length
  return {
    least: compared.reduce((a, b) => Math.min(a, b)),
    mean,
    most: compared.reduce((a, b) => Math.max(a, b)),
    deviation: Math.sqrt(variance)
  }
}

/** Decidability d′ (Daugman 2000): how far two kinds lie apart, in deviations; tells sets apart whose EER is 0 alike. */
export const decidability = (a: Spread, b: Spread): number =>
  Math.abs(a.mean - b.mean) / Math.sqrt((a.deviation ** 2 + b.deviation ** 2) / 2)
