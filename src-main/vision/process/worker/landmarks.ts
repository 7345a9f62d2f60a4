import type { Box } from '../../../../contracts/domain/face'
import { MusterError } from '../../../../contracts/result'
import type { Point } from './affine'
import { stretch } from './affine'
import { squareOf } from './boxes'
import { drawCrop } from './draw-crop'
import type { OnnxSession } from './onnx-session'
import type { Picture } from './picture'

/** Left eye, right eye, nose tip, left and right mouth corner as they appear in the picture, in its pixels. */
export type FivePoints = readonly [Point, Point, Point, Point, Point]

/** Where a face's features lie, in pixels of the picture. */
export interface FaceLandmarks {
  /** What alignment needs. */
  five: FivePoints
  /** The 68 points of the 300-W scheme; none where the pack has no model for them. */
  all: readonly Point[]
}

export interface Landmarker {
  find(picture: Picture, face: FaceBox): Promise<FaceLandmarks>
}

/** A face with the points that the detector found, if it finds any. */
export type FaceBox = Box & { points?: FivePoints }

/** For a pack without a model for landmarks: the detector's own five points, and what needs 68 does without. */
export const detectorsLandmarker: Landmarker = {
  async find(_picture, { points }) {
    if (!points) throw new MusterError('model_corrupt', 'The detector answered a face without points to align it by.')
    return { five: points, all: [] }
  }
}

export function createLandmarker(session: OnnxSession): Landmarker {
  const { spec } = session
  const crop = spec.crops[0]
  const factor = crop?.kind === 'square' ? crop.factor : 1
  return {
    async find(picture, face) {
      const square = squareOf(face, factor)
      drawCrop(session, picture, stretch(square, spec.input.width, spec.input.height))
      const output = await session.run()
      const all = placePoints(output('points'), square)
      return { five: fivePoints(all), all }
    }
  }
}

/** Which of the 68 points of the 300-W scheme are averaged into each of the five (counted from 0). */
const parts = [[37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64]] as const

/**
 * @param points 68 × (x, y) in 0–1 of `square`
 */
export function placePoints(points: Float32Array, square: Box): Point[] {
  const [width, height] = [square.x2 - square.x1, square.y2 - square.y1]
  return Array.from({ length: points.length / 2 }, (_, i): Point => {
    return [square.x1 + width * points[i * 2]!, square.y1 + height * points[i * 2 + 1]!]
  })
}

/**
 * @param points the 68 points of the 300-W scheme
 */
export function fivePoints(points: readonly Point[]): FivePoints {
  const mean = (indices: readonly number[]): Point => {
    let x = 0
    let y = 0
    for (const index of indices) {
      x += points[index]![0]
      y += points[index]![1]
    }
    return [x / indices.length, y / indices.length]
  }
  return [mean(parts[0]), mean(parts[1]), mean(parts[2]), mean(parts[3]), mean(parts[4])]
}
