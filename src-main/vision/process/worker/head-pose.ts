import type { Box } from '../../../../contracts/domain/face'
import { stretch } from './affine'
import { squareOf } from './boxes'
import { drawCrop } from './draw-crop'
import type { LazySession } from './lazy-session'
import { softmax } from './liveness'
import type { Picture } from './picture'

/**
 * Degrees. Yaw grows as the face turns towards the right of the picture, pitch as it looks up, roll as the head tips
 * clockwise in the picture.
 */
export interface Pose {
  yaw: number
  pitch: number
  roll: number
}

export interface HeadPose {
  estimate(picture: Picture, face: Box): Promise<Pose>
}

export function createHeadPose(lazy: LazySession): HeadPose {
  const { spec } = lazy
  const crop = spec.crops[0]
  const factor = crop?.kind === 'square' ? crop.factor : 1
  return {
    async estimate(picture, face) {
      const session = await lazy.open()
      const square = squareOf(face, factor)
      drawCrop(session, picture, stretch(square, spec.input.width, spec.input.height))
      const output = await session.run()
      // Hopenet counts yaw towards the left of the picture.
      return { yaw: -angle66(output('yaw')), pitch: angle66(output('pitch')), roll: angle66(output('roll')) }
    }
  }
}

/** Expected angle over 66 bins of 3°: Σ softmax × index × 3 − 99 (Hopenet, Ruiz et al. 2018). */
export function angle66(logits: Float32Array): number {
  return softmax(logits).reduce((sum, share, index) => sum + share * index * 3, 0) - 99
}
