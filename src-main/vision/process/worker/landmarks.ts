import type { Box } from '../../../../contracts/domain/face'
import type { Point } from './affine'
import { stretch } from './affine'
import { squareOf } from './boxes'
import { cropToTensor } from './crop-to-tensor'
import type { OnnxSession } from './onnx-session'
import type { Picture } from './picture'

/** Left eye, right eye, nose tip, left and right mouth corner as they appear in the picture, in its pixels. */
export type FivePoints = readonly [Point, Point, Point, Point, Point]

export interface Landmarker {
  find(picture: Picture, face: Box): Promise<FivePoints>
}

export function createLandmarker(session: OnnxSession): Landmarker {
  const { spec, input } = session
  const crop = spec.crops[0]
  const factor = crop?.kind === 'square' ? crop.factor : 1
  return {
    async find(picture, face) {
      const square = squareOf(face, factor)
      cropToTensor(picture, stretch(square, spec.input.width, spec.input.height), spec.input, input)
      const output = await session.run()
      return fivePoints(output('points'), square)
    }
  }
}

/** Which of the 68 points of the 300-W scheme are averaged into each of the five (counted from 0). */
const parts = [[37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64]] as const

/**
 * @param points 68 × (x, y) in 0–1 of `square`
 */
export function fivePoints(points: Float32Array, square: Box): FivePoints {
  const side = square.x2 - square.x1
  const mean = (indices: readonly number[]): Point => {
    let x = 0
    let y = 0
    for (const index of indices) {
      x += points[index * 2]!
      y += points[index * 2 + 1]!
    }
    return [square.x1 + (side * x) / indices.length, square.y1 + (side * y) / indices.length]
  }
  return [mean(parts[0]), mean(parts[1]), mean(parts[2]), mean(parts[3]), mean(parts[4])]
}
