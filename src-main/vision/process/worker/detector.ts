import type { ModelPack } from '../../../../contracts/domain/model-pack'
import type { Point } from './affine'
import { stretch } from './affine'
import type { ScoredBox } from './boxes'
import { suppress } from './boxes'
import { decoderFor } from './decoders/decode-detector'
import { drawCrop } from './draw-crop'
import { createFittedWriter } from './fitted-to-tensor'
import type { OnnxSession } from './onnx-session'
import type { Picture } from './picture'

/** A part of the picture, in its pixels. */
export interface Region {
  x1: number
  y1: number
  x2: number
  y2: number
}

export interface Detector {
  /** Score from which a box is a face; fainter ones are only found when asked for. */
  readonly threshold: number
  /**
   * Faces of a picture that was scaled to fit the input; boxes in its own pixels × `scale`, best first.
   *
   * @param leastScore finds fainter faces than `threshold`, too
   */
  detectFitted(picture: Picture, scaleX: number, scaleY: number, leastScore?: number): Promise<ScoredBox[]>
  /** Faces inside a region of a picture of any size; boxes in the picture's pixels, best first. */
  detectRegion(picture: Picture, region: Region, leastScore?: number): Promise<ScoredBox[]>
}

/** The face detector of a pack. Letterboxed at the right and below, as the manifest's `letterbox` says. */
export function createDetector(
  session: OnnxSession,
  thresholds: Pick<ModelPack['thresholds'], 'detect' | 'nms'>
): Detector {
  const { spec, input } = session
  const decode = decoderFor(spec)
  const { width, height } = spec.input
  const writeFitted = createFittedWriter(spec.input, session.kernel)
  /** Runs on the filled input, which shows `view` of the picture. */
  const detect = async (view: Region, leastScore = thresholds.detect): Promise<ScoredBox[]> => {
    const output = await session.run()
    const found = decode(output, leastScore)
    const [dx, dy] = [view.x2 - view.x1, view.y2 - view.y1]
    const place = ({ score, x1, y1, x2, y2, points }: ScoredBox): ScoredBox => {
      const at = ([x, y]: Point): Point => [view.x1 + x * dx, view.y1 + y * dy]
      const [left, top] = at([x1, y1])
      const [right, bottom] = at([x2, y2])
      const box = { score, x1: left, y1: top, x2: right, y2: bottom }
      if (!points) return box
      const [a, b, c, d, e] = points
      return { ...box, points: [at(a), at(b), at(c), at(d), at(e)] }
    }
    return suppress(found.map(place), thresholds.nms)
  }
  return {
    threshold: thresholds.detect,
    detectFitted(picture, scaleX, scaleY, leastScore) {
      writeFitted(picture, input)
      return detect({ x1: 0, y1: 0, x2: width * scaleX, y2: height * scaleY }, leastScore)
    },
    detectRegion(picture, region, leastScore) {
      const scale = Math.min(width / (region.x2 - region.x1), height / (region.y2 - region.y1))
      const view = { x1: region.x1, y1: region.y1, x2: region.x1 + width / scale, y2: region.y1 + height / scale }
      drawCrop(session, picture, stretch(view, width, height))
      return detect(view, leastScore)
    }
  }
}
