import type { Point } from '../affine'

/** Measures of a face from its 68 landmarks (300-W scheme, counted from 0), free of size, place and tilt in the picture. */
export interface FaceShape {
  /**
   * Opening of the eyes over their width, mean of both (the eye aspect ratio of Soukupová and Čech 2016). Open eyes of
   * the clips' two persons: .27 and .33; closed: .17 to .21.
   */
  eyes: number
  /** Opening of the inner lips over their width: below .1 when shut, .3 and more in speech, above .4 when opened wide. */
  mouth: number
  /**
   * Nose tip beside the middle of the outer eye corners, in distances of these: 0 from ahead, positive towards the
   * right of the picture. Some .01 per degree of yaw. A tilted flat picture leaves it nearly where it was.
   */
  turn: number
}

export function faceShape(points: readonly Point[]): FaceShape {
  const at = (index: number): Point => points[index] ?? [0, 0]
  const distance = (a: number, b: number) => Math.hypot(at(a)[0] - at(b)[0], at(a)[1] - at(b)[1])
  const eye = (from: number) =>
    (distance(from + 1, from + 5) + distance(from + 2, from + 4)) / (2 * distance(from, from + 3))
  const mouth = (distance(61, 67) + distance(62, 66) + distance(63, 65)) / (3 * distance(60, 64))
  const [left, right, nose] = [at(36), at(45), at(30)]
  const [dx, dy] = [right[0] - left[0], right[1] - left[1]]
  const along = (nose[0] - (left[0] + right[0]) / 2) * dx + (nose[1] - (left[1] + right[1]) / 2) * dy
  return { eyes: (eye(36) + eye(42)) / 2, mouth, turn: along / (dx * dx + dy * dy) }
}
