import type { ScoredBox } from '../boxes'
import { pointsAt, strides } from './cell-points'

/**
 * YuNet (OpenCV zoo, face_detection_yunet_2023mar; decoding as in OpenCV's FaceDetectorYN). One prediction per cell and
 * stride, cells row by row: score √(cls × obj), centre = (cell + offset) × stride, sides = exp(…) × stride, and five
 * points as offsets from the cell in the order in which they appear in the picture: eyes, nose, corners of the mouth.
 *
 * @param outputs `cls_8` [n], `obj_8` [n], `bbox_8` [n, 4], `kps_8` [n, 10], and the same for 16 and 32
 * @param size of the input, in pixels
 * @returns boxes and points in 0–1 of the input
 */
export function decodeYunet(
  outputs: (name: string) => Float32Array,
  { width, height }: { width: number; height: number },
  threshold: number
): ScoredBox[] {
  const found: ScoredBox[] = []
  for (const stride of strides) {
    const [cls, obj] = [outputs(`cls_${stride}`), outputs(`obj_${stride}`)]
    const [bbox, kps] = [outputs(`bbox_${stride}`), outputs(`kps_${stride}`)]
    const columns = Math.ceil(width / stride)
    const [unitX, unitY] = [stride / width, stride / height]
    for (let i = 0; i < cls.length; i++) {
      const score = Math.sqrt(unit(cls[i]!) * unit(obj[i]!))
      if (!(score >= threshold)) continue
      const [column, row] = [i % columns, Math.floor(i / columns)]
      const cx = (column + bbox[i * 4]!) * unitX
      const cy = (row + bbox[i * 4 + 1]!) * unitY
      const halfWidth = (Math.exp(bbox[i * 4 + 2]!) * unitX) / 2
      const halfHeight = (Math.exp(bbox[i * 4 + 3]!) * unitY) / 2
      found.push({
        score,
        x1: cx - halfWidth,
        y1: cy - halfHeight,
        x2: cx + halfWidth,
        y2: cy + halfHeight,
        points: pointsAt(kps, i, column, row, unitX, unitY)
      })
    }
  }
  return found
}

const unit = (value: number): number => Math.min(1, Math.max(0, value))
