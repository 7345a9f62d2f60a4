import type { ScoredBox } from '../boxes'
import { pointsAt, strides } from './cell-points'

/** Predictions of one cell follow each other. */
const anchors = 2

/**
 * SCRFD (Guo et al. 2021; decoding as in InsightFace's scrfd.py). Two predictions per cell and stride, cells row by row:
 * a score, the distances from the cell's corner to the left, upper, right and lower side, and five points as offsets from
 * it, all in cells.
 *
 * @param outputs `score_8` [n], `bbox_8` [n, 4] and, `withPoints`, `kps_8` [n, 10], and the same for 16 and 32
 * @param size of the input, in pixels
 * @returns boxes and points in 0–1 of the input
 */
export function decodeScrfd(
  outputs: (name: string) => Float32Array,
  { width, height }: { width: number; height: number },
  threshold: number,
  withPoints: boolean
): ScoredBox[] {
  const found: ScoredBox[] = []
  for (const stride of strides) {
    const [scores, bbox] = [outputs(`score_${stride}`), outputs(`bbox_${stride}`)]
    const kps = withPoints ? outputs(`kps_${stride}`) : null
    const columns = Math.floor(width / stride)
    const [unitX, unitY] = [stride / width, stride / height]
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i]!
      if (!(score >= threshold)) continue
      const cell = Math.floor(i / anchors)
      const [column, row] = [cell % columns, Math.floor(cell / columns)]
      const box: ScoredBox = {
        score,
        x1: (column - bbox[i * 4]!) * unitX,
        y1: (row - bbox[i * 4 + 1]!) * unitY,
        x2: (column + bbox[i * 4 + 2]!) * unitX,
        y2: (row + bbox[i * 4 + 3]!) * unitY
      }
      found.push(kps ? { ...box, points: pointsAt(kps, i, column, row, unitX, unitY) } : box)
    }
  }
  return found
}
