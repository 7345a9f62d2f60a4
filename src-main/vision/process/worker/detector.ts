import type { ModelPack } from '../../../../contracts/domain/model-pack'
import { MusterError } from '../../../../contracts/result'
import { stretch } from './affine'
import type { ScoredBox } from './boxes'
import { suppress } from './boxes'
import { cropToTensor } from './crop-to-tensor'
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
  /** Faces inside a region of a picture of any size; boxes in the picture's pixels. */
  detectRegion(picture: Picture, region: Region): Promise<ScoredBox[]>
}

/** The face detector of a pack. Letterboxed at the right and below, as the manifest's `letterbox` says. */
export function createDetector(
  session: OnnxSession,
  thresholds: Pick<ModelPack['thresholds'], 'detect' | 'nms'>
): Detector {
  const { spec, input } = session
  if (spec.decoder !== 'rfb') {
    throw new MusterError(
      'unavailable',
      `The detector ${spec.id} needs the decoder ${spec.decoder}, which this version does not have.`
    )
  }
  const { width, height } = spec.input
  const writeFitted = createFittedWriter(spec.input)
  /** Runs on the filled input, which shows `view` of the picture. */
  const detect = async (view: Region, leastScore = thresholds.detect): Promise<ScoredBox[]> => {
    const output = await session.run()
    const found = decodeRfb(output('scores'), output('boxes'), leastScore)
    const [dx, dy] = [view.x2 - view.x1, view.y2 - view.y1]
    const place = ({ score, x1, y1, x2, y2 }: ScoredBox): ScoredBox => ({
      score,
      x1: view.x1 + x1 * dx,
      y1: view.y1 + y1 * dy,
      x2: view.x1 + x2 * dx,
      y2: view.y1 + y2 * dy
    })
    return suppress(found.map(place), thresholds.nms)
  }
  return {
    threshold: thresholds.detect,
    detectFitted(picture, scaleX, scaleY, leastScore) {
      writeFitted(picture, input)
      return detect({ x1: 0, y1: 0, x2: width * scaleX, y2: height * scaleY }, leastScore)
    },
    detectRegion(picture, region) {
      const scale = Math.min(width / (region.x2 - region.x1), height / (region.y2 - region.y1))
      const view = { x1: region.x1, y1: region.y1, x2: region.x1 + width / scale, y2: region.y1 + height / scale }
      cropToTensor(picture, stretch(view, width, height), spec.input, input)
      return detect(view)
    }
  }
}

/**
 * Boxes of RFB-320 (Linzaer, Ultra-Light-Fast-Generic-Face-Detector) above a score, in 0–1 of the input.
 *
 * @param scores [n, 2] softmaxed background and face
 * @param boxes [n, 4] decoded x1, y1, x2, y2
 */
export function decodeRfb(scores: Float32Array, boxes: Float32Array, threshold: number): ScoredBox[] {
  const found: ScoredBox[] = []
  for (let i = 0; i * 2 + 1 < scores.length; i++) {
    const score = scores[i * 2 + 1]!
    if (score < threshold) continue
    found.push({ score, x1: boxes[i * 4]!, y1: boxes[i * 4 + 1]!, x2: boxes[i * 4 + 2]!, y2: boxes[i * 4 + 3]! })
  }
  return found
}
