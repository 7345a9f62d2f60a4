import type { Box, FaceQuality } from '../../../../contracts/domain/face'
import type { Point } from './affine'
import type { FaceModels } from './models'
import type { Picture } from './picture'
import { judgeQuality } from './quality'

export interface FaceLook {
  quality: FaceQuality
  /** All points that the landmark model gave, in pixels of the picture: 68 of the 300-W scheme with the default pack. */
  landmarks: readonly Point[]
  /** L2-normalised; null for a face that is too poor to be compared. */
  template: Float32Array<ArrayBuffer> | null
}

/**
 * Landmarks, alignment, quality and, for a face that is good enough or when asked, its template.
 *
 * @param minEyeDistancePx in source pixels
 */
export async function lookAtFace(
  models: Pick<FaceModels, 'landmarker' | 'embedder'>,
  picture: Picture,
  face: Box,
  minEyeDistancePx: number,
  templateOfPoor: boolean
): Promise<FaceLook> {
  const { five: points, all: landmarks } = await models.landmarker.find(picture, face)
  const aligned = models.embedder.align(picture, points)
  const size = { pictureWidth: picture.width, pictureHeight: picture.height }
  const quality = judgeQuality({ box: face, points, aligned, ...size, minEyeDistancePx })
  if (quality.reasons.length > 0 && !templateOfPoor) return { quality, landmarks, template: null }
  return { quality, landmarks, template: await models.embedder.embedAligned() }
}
