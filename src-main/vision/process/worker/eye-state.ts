import { MusterError } from '../../../../contracts/result'
import type { Affine, Point } from './affine'
import { drawCrop } from './draw-crop'
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

/** Corners and the four points of the lids of each eye in the 300-W scheme, counted from 0. */
const eyes = {
  left: { corners: [36, 39], lids: [37, 38, 40, 41] },
  right: { corners: [42, 45], lids: [43, 44, 46, 47] }
} as const

/**
 * The pack's eye model over a square around each eye, as the manifest's `eye` crop says. Each eye is shown as it is and
 * mirrored, and the mean counts: the default pack's model was plainly trained on one side, and takes the eye in the
 * shade of the other for closed (2 of 119 open eyes at the mean of both, 22 of 119 as it is).
 */
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
      const through = async (map: Affine): Promise<number> => {
        drawCrop(session, picture, map)
        const output = await session.run()
        return softmax(output('logits'))[open] ?? 0
      }
      const stateOf = async (side: keyof typeof eyes): Promise<number> => {
        const map = eyeMap(points, side, crop.factor, spec.input.width)
        // One run after the other: all go through the same input.
        const asItIs = await through(map)
        return (asItIs + (await through(mirrored(map, spec.input.width)))) / 2
      }
      return { left: await stateOf('left'), right: await stateOf('right') }
    }
  }
}

/** The larger of both: a face whose one eye is hidden or winks still looks at the camera. */
export const eyesOpen = ({ left, right }: EyesOpen): number => Math.max(left, right)

/** Crop of `side` × `side` pixels around the middle of the lids, showing the distance of the eye's corners × `factor`. */
export function eyeMap(points: readonly Point[], which: keyof typeof eyes, factor: number, side: number): Affine {
  const { corners, lids } = eyes[which]
  const [from, to] = [points[corners[0]]!, points[corners[1]]!]
  const scale = (Math.hypot(to[0] - from[0], to[1] - from[1]) * factor) / side
  const middle = (axis: 0 | 1) => lids.reduce((sum, index) => sum + points[index]![axis] / lids.length, 0)
  const shift = (scale * (side - 1)) / 2
  return [scale, 0, middle(0) - shift, 0, scale, middle(1) - shift]
}

/** The same crop with left and right exchanged. */
export const mirrored = ([a, b, c, d, e, f]: Affine, side: number): Affine => [
  -a,
  b,
  c + a * (side - 1),
  -d,
  e,
  f + d * (side - 1)
]
