import type { FivePoints } from '../landmarks'

/** Pixels per side of the cells with which YuNet and SCRFD look for small, middling and large faces. */
export const strides = [8, 16, 32] as const

/**
 * Five points that are told as offsets from a cell's corner, in cells.
 *
 * @param kps ten numbers per prediction: x, y of each point
 * @param unitX width of a cell in the unit of the answer
 */
export function pointsAt(
  kps: Float32Array,
  prediction: number,
  column: number,
  row: number,
  unitX: number,
  unitY: number
): FivePoints {
  const at = (n: number) =>
    [(column + kps[prediction * 10 + n * 2]!) * unitX, (row + kps[prediction * 10 + n * 2 + 1]!) * unitY] as const
  return [at(0), at(1), at(2), at(3), at(4)]
}
