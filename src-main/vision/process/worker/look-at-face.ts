import type { Box, FaceQuality } from '../../../../contracts/domain/face'
import type { FaceModels } from './models'
import type { Picture } from './picture'
import { judgeQuality } from './quality'

export interface FaceLook {
  quality: FaceQuality
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
  const { five: points } = await models.landmarker.find(picture, face)
  const aligned = models.embedder.align(picture, points)
  const size = { pictureWidth: picture.width, pictureHeight: picture.height }
  const quality = judgeQuality({ box: face, points, aligned, ...size, minEyeDistancePx })
  if (quality.reasons.length > 0 && !templateOfPoor) return { quality, template: null }
  return { quality, template: await models.embedder.embedAligned() }
}
