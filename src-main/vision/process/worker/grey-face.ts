import type { Point } from './affine'
import { similarity } from './affine'
import type { AlignedFace } from './embedder'
import type { GreySums, Sums } from './kernel/grey-sums'

/** A face with eyes, nose and mouth where ArcFace's template has them: 112 × 112 grey levels, 0–255, row after row. */
export interface GreyFace {
  grey: Float32Array
  /** Adds up faster where the kernel has drawn the face. */
  sums?: GreySums | null
}

/** Pixels per side, and the template (InsightFace's `arcface_dst`, shifted by half a pixel as the default pack wants it). */
export const greySide = 112
const template: readonly Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041]
]

/** A part of the face, in its pixels; `to` is the first that lies outside. */
export interface Part {
  fromX: number
  toX: number
  fromY: number
  toY: number
}

/**
 * What a recogniser was given, as grey levels of one size and place whatever its template: the limits of quality hold for
 * every pack. Costs nothing for packs with ArcFace's template.
 */
export function greyFace(aligned: AlignedFace): GreyFace {
  if (aligned.side === greySide && template.every((point, i) => near(point, aligned.template[i]))) return aligned
  const [a, b, c, d, e, f] = similarity(template, aligned.template)
  const { grey: from, side } = aligned
  const grey = new Float32Array(greySide * greySide)
  const last = side - 1.001
  for (let y = 0; y < greySide; y++) {
    for (let x = 0; x < greySide; x++) {
      const sx = Math.min(last, Math.max(0, a * x + b * y + c))
      const sy = Math.min(last, Math.max(0, d * x + e * y + f))
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)]
      const at = y0 * side + x0
      const top = from[at]! + (from[at + 1]! - from[at]!) * (sx - x0)
      const bottom = from[at + side]! + (from[at + side + 1]! - from[at + side]!) * (sx - x0)
      grey[y * greySide + x] = top + (bottom - top) * (sy - y0)
    }
  }
  return { grey }
}

const near = ([x, y]: Point, other: Point | undefined): boolean =>
  other !== undefined && Math.hypot(x - other[0], y - other[1]) < 1.5

/** Variance of the 4-neighbour Laplacian (Pech-Pacheco et al., ICPR 2000) of a part, or of the whole. */
export function laplacianVariance({ grey, sums }: GreyFace, part: Part = whole): number {
  const fast = sums?.laplacian(grey, part)
  if (fast) {
    const pixels = (part.toX - part.fromX - 2) * (part.toY - part.fromY - 2)
    return fast.squares / pixels - (fast.sum / pixels) ** 2
  }
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = part.fromY + 1; y + 1 < part.toY; y++) {
    for (let x = part.fromX + 1; x + 1 < part.toX; x++) {
      const at = y * greySide + x
      const value = grey[at - 1]! + grey[at + 1]! + grey[at - greySide]! + grey[at + greySide]! - 4 * grey[at]!
      sum += value
      squares += value * value
      count++
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

const whole: Part = { fromX: 0, toX: greySide, fromY: 0, toY: greySide }

export interface Exposure {
  mean: number
  /** Standard deviation. */
  contrast: number
  /** Shares of pixels up to 16 and from 245 on: what a camera gives for black and white with some noise. */
  darkShare: number
  brightShare: number
}

/** Grey levels of a part of the face. */
export function exposureOf({ grey, sums }: GreyFace, part: Part): Exposure {
  const { sum, squares, dark, bright } = sums?.levels(grey, part) ?? levelsOf(grey, part)
  const count = (part.toX - part.fromX) * (part.toY - part.fromY)
  const mean = sum / count
  return {
    mean,
    contrast: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    darkShare: dark / count,
    brightShare: bright / count
  }
}

function levelsOf(grey: Float32Array, part: Part): Sums {
  let [sum, squares, dark, bright] = [0, 0, 0, 0]
  for (let y = part.fromY; y < part.toY; y++) {
    for (let x = part.fromX; x < part.toX; x++) {
      const value = grey[y * greySide + x]!
      sum += value
      squares += value * value
      if (value <= 16) dark++
      else if (value >= 245) bright++
    }
  }
  return { sum, squares, dark, bright }
}
