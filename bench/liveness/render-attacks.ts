import { holdUp } from '../../src-main/vision/process/worker/challenge/held-photo.fixture'
import { chromaSide } from '../../src-main/vision/process/worker/picture'
import type { Yuv } from './read-video'

const scene = { width: 640, height: 480 }

/** How a printer loses a picture: detail, contrast, colour. */
export function asPrint(photo: Yuv): Yuv {
  const soft = blurred(photo, 1)
  return mapped(
    soft,
    (luma) => 34 + (luma - 16) * 0.78,
    (chroma) => 128 + (chroma - 128) * 0.75
  )
}

/** How a screen shows it: raised black, steeper gamma, a bluish white, rows of pixels, a bezel around. */
export function asScreen(photo: Yuv): Yuv {
  const { width, height } = photo
  const bezel = Math.round(width * 0.05)
  const shown = mapped(
    photo,
    (luma) => 26 + 205 * Math.max(0, (luma - 16) / 219) ** 1.15,
    (chroma, plane) => 128 + (chroma - 128) * 1.1 + (plane === 1 ? 5 : -3)
  )
  const lumaAt = (x: number, y: number, luma: number) => {
    const border = x < bezel || y < bezel || x >= width - bezel || y >= height - bezel
    return border ? 22 : luma * (1 - 0.05 * (y % 2))
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) shown.data[y * width + x] = lumaAt(x, y, shown.data[y * width + x]!)
  return shown
}

/** A print that somebody holds up, moves and tilts. */
export const heldPrint = (photo: Yuv, background: Yuv, index: number): Yuv =>
  holdUp(photo, background, scene, {
    yaw: 36 * Math.sin(index / 2.5),
    pitch: 12 * Math.sin(index / 4),
    roll: 5 * Math.sin(index / 3),
    x: 0.5 + 0.03 * Math.sin(index / 4),
    y: 0.5 + 0.03 * Math.cos(index / 5),
    size: 0.85
  })

/** A screen that is held still but for a trembling hand, seen through the beat of its pixels with the camera's. */
export function heldScreen(frame: Yuv, background: Yuv, index: number): Yuv {
  const seen = holdUp(frame, background, scene, {
    ...{ yaw: 4 * Math.sin(index / 5), pitch: 3, roll: Math.sin(index / 3), size: 0.85 },
    x: 0.5 + 0.004 * Math.sin(index / 2),
    y: 0.5 + 0.004 * Math.cos(index / 2)
  })
  const { width, height, data } = seen
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const beat = Math.sin(0.9 * x + 0.13 * y + index) * Math.sin(0.11 * x - 0.7 * y)
      data[y * width + x] = clamp(data[y * width + x]! * (1 + 0.04 * beat))
    }
  }
  return seen
}

function mapped(photo: Yuv, luma: (value: number) => number, chroma: (value: number, plane: number) => number): Yuv {
  const size = photo.width * photo.height
  const half = chromaSide(photo.width) * chromaSide(photo.height)
  const data = photo.data.map((value, i) => clamp(i < size ? luma(value) : chroma(value, i < size + half ? 1 : 2)))
  return { ...photo, data }
}

/** Mean of (2 r + 1)² pixels of the luma. */
function blurred(photo: Yuv, radius: number): Yuv {
  const { width, height } = photo
  const data = photo.data.slice()
  for (let y = radius; y < height - radius; y++) {
    for (let x = radius; x < width - radius; x++) {
      let sum = 0
      for (let dy = -radius; dy <= radius; dy++)
        for (let dx = -radius; dx <= radius; dx++) sum += photo.data[(y + dy) * width + x + dx]!
      data[y * width + x] = sum / (2 * radius + 1) ** 2
    }
  }
  return { ...photo, data }
}

const clamp = (value: number) => Math.min(235, Math.max(16, Math.round(value)))
