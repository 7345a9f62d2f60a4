import type { ScoredBox } from '../boxes'

/**
 * RFB-320 and its like (Linzaer, Ultra-Light-Fast-Generic-Face-Detector), whose graph decodes the boxes itself.
 *
 * @param scores [n, 2] softmaxed background and face
 * @param boxes [n, 4] x1, y1, x2, y2 in 0–1 of the input
 * @returns boxes from `threshold` on, in 0–1 of the input
 */
export function decodeRfb(scores: Float32Array, boxes: Float32Array, threshold: number): ScoredBox[] {
  const found: ScoredBox[] = []
  for (let i = 0; i * 2 + 1 < scores.length; i++) {
    const score = scores[i * 2 + 1]!
    // Written so that a NaN is no face either.
    if (!(score >= threshold)) continue
    found.push({ score, x1: boxes[i * 4]!, y1: boxes[i * 4 + 1]!, x2: boxes[i * 4 + 2]!, y2: boxes[i * 4 + 3]! })
  }
  return found
}
