import type { FaceQuality } from '../../../../contracts/domain/face'
import type { Point } from './affine'
import { eyesOpen } from './eye-state'
import type { FaceBox } from './landmarks'
import type { FaceModels } from './models'
import type { Picture } from './picture'
import type { QualityPurpose } from './quality'
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
 * @param purpose a `reference` is worth the models for eyes and pose; a picture of a track is one of many
 */
export async function lookAtFace(
  models: Pick<FaceModels, 'landmarker' | 'embedder' | 'eyes' | 'pose'>,
  picture: Picture,
  face: FaceBox,
  minEyeDistancePx: number,
  templateOfPoor: boolean,
  purpose: QualityPurpose = 'track'
): Promise<FaceLook> {
  const { five: points, all: landmarks } = await models.landmarker.find(picture, face)
  const aligned = models.embedder.align(picture, points)
  const closely = purpose === 'reference'
  const pose = closely && models.pose ? await models.pose.estimate(picture, face) : null
  const eyes = closely && models.eyes && landmarks.length > 0 ? await models.eyes.look(picture, landmarks) : null
  const quality = judgeQuality({
    ...{ box: face, points, aligned, minEyeDistancePx, purpose, pose },
    ...{ pictureWidth: picture.width, pictureHeight: picture.height },
    eyesOpen: eyes ? eyesOpen(eyes) : null
  })
  if (quality.reasons.length > 0 && !templateOfPoor) return { quality, landmarks, template: null }
  return { quality, landmarks, template: await models.embedder.embedAligned() }
}
