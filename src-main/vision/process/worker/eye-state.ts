import { MusterError } from '../../../../contracts/result'
import type { Point } from './affine'
import { stretch } from './affine'
import { cropToTensor } from './crop-to-tensor'
import type { LazySession } from './lazy-session'
import { softmax } from './liveness'
import type { Picture } from './picture'

/** Probability that an eye is open, 0–1; left and right as they appear in the picture. Looking down reads as closed. */
export interface EyesOpen {
  left: number
  right: number
}

export interface EyeState {
  /**
   * @param points the face's 68 landmarks in pixels of the picture
   */
  look(picture: Picture, points: readonly Point[]): Promise<EyesOpen>
}

/** Outer and inner corner of each eye in the 300-W scheme, counted from 0. */
const corners = { left: [36, 39], right: [42, 45] } as const

/** The pack's eye model over a square around each eye, as the manifest's `eye` crop says. */
export function createEyeState(lazy: LazySession): EyeState {
  const { spec } = lazy
  const crop = spec.crops[0]
  const open = spec.classes?.indexOf('open') ?? -1
  if (crop?.kind !== 'eye' || open < 0) {
    throw new MusterError('model_corrupt', `${spec.id} names no crop of an eye or no class "open".`)
  }
  return {
    async look(picture, points) {
      const session = await lazy.open()
      const stateOf = async (side: keyof typeof corners): Promise<number> => {
        const square = eyeSquare(points, side, crop.factor)
        cropToTensor(picture, stretch(square, spec.input.width, spec.input.height), spec.input, session.input)
        const output = await session.run()
        return softmax(output('logits'))[open] ?? 0
      }
      // One after the other: both go through the same input.
      return { left: await stateOf('left'), right: await stateOf('right') }
    }
  }
}

/** Square around the middle between an eye's corners, side = their distance × `factor`. */
export function eyeSquare(points: readonly Point[], side: keyof typeof corners, factor: number) {
  const [outer, inner] = corners[side]
  const [x1, y1] = points[outer]!
  const [x2, y2] = points[inner]!
  const half = (Math.hypot(x2 - x1, y2 - y1) * factor) / 2
  const [cx, cy] = [(x1 + x2) / 2, (y1 + y2) / 2]
  return { x1: cx - half, y1: cy - half, x2: cx + half, y2: cy + half }
}
