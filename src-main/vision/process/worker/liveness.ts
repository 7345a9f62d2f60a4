import type { Box } from '../../../../contracts/domain/face'
import type { ModelCrop } from '../../../../contracts/domain/model-pack'
import { MusterError } from '../../../../contracts/result'
import { stretch } from './affine'
import { grownInside, squareOf } from './boxes'
import { drawCrop } from './draw-crop'
import type { OnnxSession } from './onnx-session'
import type { Picture } from './picture'

export interface LivenessCheck {
  /** Probability of a live face, 0–1: the mean over the model's crops of this one picture. */
  score(picture: Picture, face: Box): Promise<number>
}

export function createLivenessCheck(session: OnnxSession): LivenessCheck {
  const { spec } = session
  const live = spec.classes?.indexOf('live') ?? -1
  if (live < 0) throw new MusterError('model_corrupt', `${spec.id} names no class "live".`)
  return {
    async score(picture, face) {
      let sum = 0
      for (const crop of spec.crops) {
        const region = regionOf(crop, face, picture)
        drawCrop(session, picture, stretch(region, spec.input.width, spec.input.height))
        const output = await session.run()
        sum += softmax(output('logits'))[live] ?? 0
      }
      return sum / spec.crops.length
    }
  }
}

function regionOf(crop: ModelCrop, face: Box, picture: Picture): Box {
  if (crop.kind === 'inside') {
    return grownInside(crop.of === 'square' ? squareOf(face) : face, crop.factor, picture.width, picture.height)
  }
  return squareOf(face, crop.kind === 'square' ? crop.factor : 1)
}

export function softmax(logits: Float32Array): Float32Array {
  let top = -Infinity
  for (const value of logits) if (value > top) top = value
  const powers = logits.map((value) => Math.exp(value - top))
  let sum = 0
  for (const value of powers) sum += value
  return powers.map((value) => value / sum)
}
