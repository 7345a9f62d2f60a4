/** Scores of presentations, 0–1, 1 = live: of people, and of each kind of attack. */
export interface LivenessScores {
  live: readonly number[]
  attacks: ReadonlyMap<string, readonly number[]>
}

/** One place of the curves: a presentation passes if its score is at least `threshold`. */
export interface LivenessPoint {
  threshold: number
  /** Attacks that pass, over all kinds. */
  apcer: number
  /** People who do not. */
  bpcer: number
}

/** Share of presentations that pass; null of none. */
export const passShare = (scores: readonly number[], threshold: number): number | null =>
  scores.length === 0 ? null : scores.filter((score) => score >= threshold).length / scores.length

/**
 * Attack and bona fide presentation classification error rates at a threshold, as ISO/IEC 30107-3 names them: APCER per
 * kind of attack, since the worst kind is what counts.
 */
export function ratesAt({ live, attacks }: LivenessScores, threshold: number) {
  const pass = passShare(live, threshold)
  return {
    apcer: Object.fromEntries([...attacks].map(([kind, scores]) => [kind, passShare(scores, threshold)])),
    bpcer: pass === null ? null : 1 - pass
  }
}

/** Every operating point from "all pass" to "none passes", attacks of all kinds together. */
export function livenessPoints({ live, attacks }: LivenessScores): LivenessPoint[] {
  const all = [...attacks.values()].flat()
  if (live.length === 0 || all.length === 0) return []
  const thresholds = [...new Set([...live, ...all])].sort((a, b) => a - b)
  return [...thresholds, Infinity].map((threshold) => ({
    threshold,
    apcer: passShare(all, threshold)!,
    bpcer: 1 - passShare(live, threshold)!
  }))
}

/**
 * Area under the ROC curve: the chance that a live presentation scores above an attack, ties counting half (Mann and
 * Whitney's U). Null without presentations of both.
 */
export function areaUnderCurve({ live, attacks }: LivenessScores): number | null {
  const all = [...attacks.values()].flat()
  if (live.length === 0 || all.length === 0) return null
  let above = 0
  for (const a of live) for (const b of all) above += a > b ? 1 : a === b ? 0.5 : 0
  return above / (live.length * all.length)
}
