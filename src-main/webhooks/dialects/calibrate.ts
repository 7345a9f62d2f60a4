import type { MatchScale } from '../../../contracts/domain/event-parts'
import type { MatchLevels } from '../../../contracts/domain/model-pack'

/**
 * Cosine → 0–1, for the payloads and routes of the guides, whose thresholds (0.6, 0.75) are no cosines of any model here.
 *
 * A logistic curve (Platt, "Probabilistic outputs for support vector machines", 1999) through two points that every model
 * pack measures: 0.6 is the cosine that one stranger in 1,000 reaches, 0.9 the one that one in 100,000 does. So it rises
 * strictly, means the same for every model, and guide 001's threshold of 0.6 is a false match rate of 1 in 1,000. Scores,
 * thresholds and `confidence` all go through it: comparing them gives the verdict of the cosines.
 */
export const scaleOfShippedPack: MatchScale = { low: 0.354, high: 0.47 }

const atLow = 0.6
const atHigh = 0.9
/** Enough that a score and its threshold never round to the same number where they differ visibly. */
const decimals = 1e6

const logit = (share: number) => Math.log(share / (1 - share))

function line(scale: MatchScale | null): { slope: number; middle: number } {
  // A pack whose two levels coincide or cross measured nothing that a curve could go through.
  const { low, high } = scale !== null && scale.high - scale.low >= 0.001 ? scale : scaleOfShippedPack
  const slope = (logit(atHigh) - logit(atLow)) / (high - low)
  return { slope, middle: low - logit(atLow) / slope }
}

/** @returns 0–1 with six decimals; null stays null */
export function calibrated(cosine: number, scale: MatchScale | null): number
export function calibrated(cosine: number | null, scale: MatchScale | null): number | null
export function calibrated(cosine: number | null, scale: MatchScale | null): number | null {
  if (cosine === null) return null
  const { slope, middle } = line(scale)
  return Math.round(decimals / (1 + Math.exp(-slope * (cosine - middle)))) / decimals
}

/** The other way, for thresholds that a guide's route is given. @param share 0–1; @returns a cosine, −1 to 1 */
export function cosineOf(share: number, scale: MatchScale | null): number {
  const { slope, middle } = line(scale)
  const cosine = middle + logit(Math.min(1 - 1e-9, Math.max(1e-9, share))) / slope
  return Math.min(1, Math.max(-1, cosine))
}

/**
 * The scale of a model pack. One that names no levels is taken by its threshold for verification, as if that were its
 * cosine of one stranger in 1,000, and by the width of the shipped pack.
 */
export const matchScaleOf = (levels: MatchLevels | null, verifyThreshold: number): MatchScale =>
  levels === null
    ? { low: verifyThreshold, high: verifyThreshold + (scaleOfShippedPack.high - scaleOfShippedPack.low) }
    : { low: levels.low, high: levels.high }
