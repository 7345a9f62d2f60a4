import type { Box } from '../../../../contracts/domain/face'
import { stretch } from './affine'
import { cropToTensor } from './crop-to-tensor'
import { encodeJpeg } from './jpeg-encoder'
import type { Picture } from './picture'

/** How much of the surroundings a stored face shows, and how large it is at most, in pixels. */
const growth = 1.4
const longestSide = 256

/** JPEG of a face with some surroundings, never enlarged. */
export function faceCrop(picture: Picture, face: Box): Uint8Array<ArrayBuffer> {
  const halfWidth = ((face.x2 - face.x1) * growth) / 2
  const halfHeight = ((face.y2 - face.y1) * growth) / 2
  const cx = (face.x1 + face.x2) / 2
  const cy = (face.y1 + face.y2) / 2
  const area = {
    x1: Math.max(0, cx - halfWidth),
    y1: Math.max(0, cy - halfHeight),
    x2: Math.min(picture.width, cx + halfWidth),
    y2: Math.min(picture.height, cy + halfHeight)
  }
  const scale = Math.min(1, longestSide / Math.max(area.x2 - area.x1, area.y2 - area.y1))
  const width = Math.max(1, Math.round((area.x2 - area.x1) * scale))
  const height = Math.max(1, Math.round((area.y2 - area.y1) * scale))
  const floats = new Float32Array(width * height * 3)
  cropToTensor(
    picture,
    stretch(area, width, height),
    { width, height, channels: 3, colour: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1], layout: 'nhwc' },
    floats
  )
  // The verdict waits for this: the clamped array rounds fifty times faster than a callback per value.
  return encodeJpeg(new Uint8Array(new Uint8ClampedArray(floats).buffer), width, height)
}
