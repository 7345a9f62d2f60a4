import type { Point } from './affine'
import type { Picture } from './picture'
import { lumaWeights } from './picture'

/** For tests: what may cover a face, painted over a real one by its 68 points. */
export type Cover = 'mask' | 'sunglasses'

/** The picture as rgb24. */
export function asRgb(picture: Picture): Picture & { format: 'rgb24' } {
  if (picture.format === 'rgb24') return picture
  const { width, height, data } = picture
  const weights = lumaWeights(height)
  const chromaWidth = (width + 1) >> 1
  const plane = chromaWidth * ((height + 1) >> 1)
  const rgb = new Uint8ClampedArray(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = width * height + (y >> 1) * chromaWidth + (x >> 1)
      const luma = ((data[y * width + x]! - 16) * 255) / 219
      const [u, v] = [((data[at]! - 128) * 255) / 224, ((data[at + plane]! - 128) * 255) / 224]
      const red = luma + 2 * (1 - weights.red) * v
      const blue = luma + 2 * (1 - weights.blue) * u
      const green = (luma - weights.red * red - weights.blue * blue) / (1 - weights.red - weights.blue)
      rgb.set([red, green, blue], (y * width + x) * 3)
    }
  }
  return { format: 'rgb24', width, height, data: new Uint8Array(rgb.buffer) }
}

/**
 * @param points the face's 68 landmarks
 */
export function cover(picture: Picture, points: readonly Point[], what: Cover): Picture {
  const { width, height, data } = asRgb(picture)
  const painted = { format: 'rgb24', width, height, data: data.slice() } as const
  const outline = outlines[what](points)
  const colour = { mask: [130, 170, 200], sunglasses: [25, 25, 28] }[what]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isInside(outline, x, y)) continue
      // A little grain, as a camera would give it.
      const grain = ((x * 7919 + y * 104729) % 9) - 4
      painted.data.set(new Uint8ClampedArray(colour.map((value) => value + grain)), (y * width + x) * 3)
    }
  }
  return painted
}

const outlines: Record<Cover, (points: readonly Point[]) => Point[]> = {
  // Along the jaw from ear to ear and over the bridge of the nose.
  mask: (p) => [1, 3, 5, 7, 8, 9, 11, 13, 15, 28].map((index) => p[index]!),
  sunglasses: (p) => {
    const eye = p[39]![0] - p[36]![0]
    const [top, bottom] = [-0.5 * eye, 0.6 * eye]
    return [
      [p[36]![0] - eye * 0.4, p[36]![1] + top],
      [p[45]![0] + eye * 0.4, p[45]![1] + top],
      [p[45]![0] + eye * 0.4, p[45]![1] + bottom],
      [p[42]![0] - eye * 0.1, p[42]![1] + bottom],
      p[27]!,
      [p[39]![0] + eye * 0.1, p[39]![1] + bottom],
      [p[36]![0] - eye * 0.4, p[36]![1] + bottom]
    ]
  }
}

function isInside(outline: readonly Point[], x: number, y: number): boolean {
  let inside = false
  outline.forEach(([x1, y1], i) => {
    const [x2, y2] = outline.at(i - 1)!
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  })
  return inside
}
