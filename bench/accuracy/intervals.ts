import type { PairScores } from './error-rates'
import { equalErrorRate, ratePoints } from './error-rates'

export type Interval = [low: number, high: number]

/** Standard normal quantile of a two-sided 95 % interval. */
const z = 1.959964

/** Wilson's score interval of a proportion (JASA 1927), 95 %; null of nothing. Fits 0 and all, unlike ± 1.96 σ. */
export function wilson(hits: number, of: number): Interval | null {
  if (of <= 0) return null
  const share = hits / of
  const middle = share + (z * z) / (2 * of)
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)]
}

/**
 * 95 % percentile interval of the EER, identities drawn with replacement: pairs of one person are not independent, so
 * drawing pairs would flatter. Where no draw had an error, the upper end is the rule of three over identities.
 *
 * @param pairs sorted
 * @param random 0 to below 1
 */
export function bootstrapEer(
  pairs: PairScores,
  identities: number,
  draws: number,
  random: () => number
): Interval | null {
  const rates: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const weights = new Uint32Array(identities)
    for (let i = 0; i < identities; i++) weights[Math.floor(random() * identities)]!++
    const rate = equalErrorRate(ratePoints(pairs, weights))
    if (rate !== null) rates.push(rate)
  }
  if (rates.length < draws / 2) return null
  rates.sort((a, b) => a - b)
  const at = (share: number) => rates[Math.min(rates.length - 1, Math.floor(share * rates.length))]!
  const high = at(0.975)
  return [at(0.025), high > 0 ? high : Math.min(1, 3 / identities)]
}

/**
 * Whether a set can speak of a rate at all: with N trials and no error, the true rate may still be 3/N (95 %).
 *
 * @param rate the false match rate in question
 */
export const canTell = (trials: number, rate: number): boolean => trials >= 3 / rate

/** A small seeded generator (mulberry32, public domain): the same set gives the same interval. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
