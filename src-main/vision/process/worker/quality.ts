import type { Box, FaceQuality, QualityReason } from '../../../../contracts/domain/face'
import type { AlignedFace } from './embedder'
import type { FivePoints } from './landmarks'

export interface QualityInput {
  box: Box
  points: FivePoints
  aligned: AlignedFace
  pictureWidth: number
  pictureHeight: number
  /** Least distance of the eyes, in source pixels. */
  minEyeDistancePx: number
}

/** Limits found on the clips and photos that the tests use; a face beyond one is not counted and cannot be enrolled. */
const limits = { sharpness: 35, dark: 45, bright: 215, yaw: 35, roll: 35, cut: 0.08 }

/** How far the tip of the nose stands out, as a share of the distance of the eyes: turns its shift into degrees. */
const noseDepth = 0.6

/** Judges one face of one picture: pure arithmetic over five points and the aligned grey face, no model. */
export function judgeQuality(input: QualityInput): FaceQuality {
  const { box, points, aligned, pictureWidth, pictureHeight } = input
  const [left, right, nose] = points
  const dx = right[0] - left[0]
  const dy = right[1] - left[1]
  const eyeDistancePx = Math.hypot(dx, dy)
  const roll = degrees(Math.atan2(dy, dx))
  const along =
    ((nose[0] - (left[0] + right[0]) / 2) * dx + (nose[1] - (left[1] + right[1]) / 2) * dy) / (eyeDistancePx || 1)
  const yaw = degrees(Math.atan(along / (eyeDistancePx || 1) / noseDepth))
  const brightness = mean(aligned.grey)
  const sharpness = laplacianVariance(aligned)
  const reasons: QualityReason[] = []
  if (eyeDistancePx < input.minEyeDistancePx) reasons.push('too_small')
  if (sharpness < limits.sharpness) reasons.push('blurred')
  if (brightness < limits.dark) reasons.push('too_dark')
  if (brightness > limits.bright) reasons.push('too_bright')
  if (Math.abs(yaw) > limits.yaw || Math.abs(roll) > limits.roll) reasons.push('turned_away')
  if (cutShare(box, pictureWidth, pictureHeight) > limits.cut) reasons.push('cut_by_border')
  const score =
    share(eyeDistancePx, input.minEyeDistancePx / 2, input.minEyeDistancePx * 2.5) *
    share(sharpness, 0, limits.sharpness * 4) *
    (1 - share(Math.abs(yaw), 10, 60)) *
    (1 - share(Math.abs(roll), 15, 60)) *
    share(Math.min(brightness, 255 - brightness), 10, 70)
  return { eyeDistancePx, sharpness, brightness: Math.min(255, Math.max(0, brightness)), yaw, roll, score, reasons }
}

/** Variance of the 4-neighbour Laplacian of a grey face (Pech-Pacheco et al., ICPR 2000). */
export function laplacianVariance({ grey, side }: AlignedFace): number {
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = 1; y + 1 < side; y++) {
    for (let x = 1; x + 1 < side; x++) {
      const at = y * side + x
      const value = grey[at - 1]! + grey[at + 1]! + grey[at - side]! + grey[at + side]! - 4 * grey[at]!
      sum += value
      squares += value * value
      count++
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

/** Share of the box that lies outside the picture, 0–1. */
function cutShare(box: Box, width: number, height: number): number {
  const whole = (box.x2 - box.x1) * (box.y2 - box.y1)
  const inside =
    Math.max(0, Math.min(box.x2, width) - Math.max(box.x1, 0)) *
    Math.max(0, Math.min(box.y2, height) - Math.max(box.y1, 0))
  return whole <= 0 ? 1 : 1 - inside / whole
}

function mean(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}

/** Where `value` lies between two bounds, 0–1. */
const share = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)))

const degrees = (radians: number): number => (radians * 180) / Math.PI
