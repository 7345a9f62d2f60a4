import type { ModelInput } from '../../../../contracts/domain/model-pack'
import type { Affine } from './affine'
import { scaleOf } from './affine'
import type { Picture } from './picture'
import { chromaSide, lumaWeights } from './picture'

export type TensorFormat = Pick<ModelInput, 'width' | 'height' | 'channels' | 'colour' | 'mean' | 'scale' | 'layout'>

/** Above this, more samples per pixel change nothing that a 64–128 pixel crop could show. */
const maxSamples = 8

/**
 * Cuts a crop straight out of the picture into a model's input: one pass, no image in between, only the pixels that the
 * crop needs are converted from YUV. Reduction averages k×k samples per pixel (antialiasing), enlargement is bilinear.
 * What lies outside the picture is black, as in OpenCV's warpAffine. The loops are flat and without calls because they
 * run a hundred thousand times per face.
 *
 * @param map crop pixel to source pixel
 * @param out channels × width × height floats, overwritten
 */
export function cropToTensor(picture: Picture, map: Affine, format: TensorFormat, out: Float32Array): void {
  const samples = samplesFor(scaleOf(map))
  if (picture.format === 'yuv420p') cropYuv(picture, map, samples, format, targetOf(format), out)
  else cropRgb(picture, map, samples, format, targetOf(format), out)
}

/** Samples per crop pixel and direction. @param scale source pixels per crop pixel */
export const samplesFor = (scale: number): number => Math.max(1, Math.min(maxSamples, Math.round(scale)))

/** Where red, green and blue (or grey) of a pixel go, and how they are scaled. */
export interface TensorTarget {
  grey: boolean
  step: number
  red: number
  green: number
  blue: number
  mean: [red: number, green: number, blue: number]
  scale: [red: number, green: number, blue: number]
}

export function targetOf(format: TensorFormat): TensorTarget {
  const grey = format.colour === 'grey'
  const plane = format.layout === 'nhwc' ? 1 : format.width * format.height
  const red = format.colour === 'bgr' ? 2 : 0
  const pick = (values: number[]): [number, number, number] => {
    const [first = 0, second = first, third = first] = values
    return red === 2 ? [third, second, first] : [first, second, third]
  }
  return {
    grey,
    step: format.layout === 'nhwc' && !grey ? 3 : 1,
    red: red * plane,
    green: plane,
    blue: (2 - red) * plane,
    mean: pick(format.mean),
    scale: pick(format.scale)
  }
}

function cropYuv(
  picture: Picture,
  map: Affine,
  k: number,
  size: TensorFormat,
  target: TensorTarget,
  out: Float32Array
): void {
  const { width, height, data } = picture
  const { grey, step, red, green, blue } = target
  const [meanR, meanG, meanB] = target.mean
  const [scaleR, scaleG, scaleB] = target.scale
  const [a, b, c, d, e, f] = map
  const chromaWidth = chromaSide(width)
  const uStart = width * height
  const vStart = uStart + chromaWidth * chromaSide(height)
  const lastX = width - 1
  const lastY = height - 1
  const weights = lumaWeights(height)
  const weightG = 1 - weights.red - weights.blue
  const share = 1 / (k * k)
  // Limited range to full range, and the inverse of the luma matrix.
  const gain = (255 / 219) * share
  const chroma = (255 / 224) * share
  const rv = 2 * (1 - weights.red) * chroma
  const bu = 2 * (1 - weights.blue) * chroma
  const gu = (-2 * weights.blue * (1 - weights.blue) * chroma) / weightG
  const gv = (-2 * weights.red * (1 - weights.red) * chroma) / weightG
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      let sumY = 0
      let sumU = 0
      let sumV = 0
      let inside = 0
      for (let j = 0; j < k; j++) {
        const py = y + (j + 0.5) / k - 0.5
        for (let i = 0; i < k; i++) {
          const px = x + (i + 0.5) / k - 0.5
          const sx = a * px + b * py + c
          const sy = d * px + e * py + f
          if (sx < -0.5 || sy < -0.5 || sx >= lastX + 0.5 || sy >= lastY + 0.5) continue
          inside++
          let x0 = sx | 0
          let y0 = sy | 0
          if (sx >= 0 && sy >= 0 && x0 < lastX && y0 < lastY) {
            const fx = sx - x0
            const at = y0 * width + x0
            const top = data[at]! + (data[at + 1]! - data[at]!) * fx
            const bottom = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * fx
            sumY += top + (bottom - top) * (sy - y0)
          } else {
            x0 = sx < 0 ? 0 : x0
            y0 = sy < 0 ? 0 : y0
            sumY += data[y0 * width + x0]!
          }
          if (grey) continue
          // Nearest is enough for chroma, which has half the resolution.
          const at = (y0 >> 1) * chromaWidth + (x0 >> 1)
          sumU += data[uStart + at]!
          sumV += data[vStart + at]!
        }
      }
      const at = (y * size.width + x) * step
      const luma = gain * (sumY - 16 * inside)
      if (grey) {
        out[at] = (clamp(luma) - meanR) * scaleR
        continue
      }
      const u = sumU - 128 * inside
      const v = sumV - 128 * inside
      out[at + red] = (clamp(luma + rv * v) - meanR) * scaleR
      out[at + green] = (clamp(luma + gu * u + gv * v) - meanG) * scaleG
      out[at + blue] = (clamp(luma + bu * u) - meanB) * scaleB
    }
  }
}

function cropRgb(
  picture: Picture,
  map: Affine,
  k: number,
  size: TensorFormat,
  target: TensorTarget,
  out: Float32Array
): void {
  const { width, height, data } = picture
  const { grey, step, red, green, blue } = target
  const [meanR, meanG, meanB] = target.mean
  const [scaleR, scaleG, scaleB] = target.scale
  const [a, b, c, d, e, f] = map
  const stride = width * 3
  const lastX = width - 1
  const lastY = height - 1
  const share = 1 / (k * k)
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      let r = 0
      let g = 0
      let l = 0
      for (let j = 0; j < k; j++) {
        const py = y + (j + 0.5) / k - 0.5
        for (let i = 0; i < k; i++) {
          const px = x + (i + 0.5) / k - 0.5
          const sx = a * px + b * py + c
          const sy = d * px + e * py + f
          if (sx < -0.5 || sy < -0.5 || sx >= lastX + 0.5 || sy >= lastY + 0.5) continue
          const x0 = sx | 0
          const y0 = sy | 0
          const fx = sx < 0 || x0 >= lastX ? 0 : sx - x0
          const fy = sy < 0 || y0 >= lastY ? 0 : sy - y0
          const at = y0 * stride + x0 * 3
          const right = x0 < lastX ? at + 3 : at
          const down = y0 < lastY ? stride : 0
          const w00 = (1 - fx) * (1 - fy)
          const w01 = fx * (1 - fy)
          const w10 = (1 - fx) * fy
          const w11 = fx * fy
          r += data[at]! * w00 + data[right]! * w01 + data[at + down]! * w10 + data[right + down]! * w11
          g += data[at + 1]! * w00 + data[right + 1]! * w01 + data[at + down + 1]! * w10 + data[right + down + 1]! * w11
          l += data[at + 2]! * w00 + data[right + 2]! * w01 + data[at + down + 2]! * w10 + data[right + down + 2]! * w11
        }
      }
      const at = (y * size.width + x) * step
      if (grey) {
        out[at] = ((0.299 * r + 0.587 * g + 0.114 * l) * share - meanR) * scaleR
        continue
      }
      out[at + red] = (r * share - meanR) * scaleR
      out[at + green] = (g * share - meanG) * scaleG
      out[at + blue] = (l * share - meanB) * scaleB
    }
  }
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value)
