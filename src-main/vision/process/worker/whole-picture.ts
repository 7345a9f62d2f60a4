import { encodeJpeg } from './jpeg-encoder'
import type { Picture } from './picture'
import { chromaSide, lumaWeights } from './picture'

/** A whole picture as JPEG, in its own size. */
export function wholePicture(picture: Picture): Uint8Array<ArrayBuffer> {
  const { width, height } = picture
  return encodeJpeg(picture.format === 'rgb24' ? picture.data : rgbOf(picture), width, height, 90)
}

/** Limited-range yuv420p to rgb24, in 16.16 fixed point; chroma is not smoothed. */
function rgbOf({ width, height, data }: Picture): Uint8Array {
  const { red, blue } = lumaWeights(height)
  const fixed = (value: number) => Math.round(value * 65_536)
  const gain = fixed(255 / 219)
  const chroma = 255 / 224
  const redV = fixed(2 * (1 - red) * chroma)
  const blueU = fixed(2 * (1 - blue) * chroma)
  const green = 1 - red - blue
  const greenU = fixed((2 * blue * (1 - blue) * chroma) / green)
  const greenV = fixed((2 * red * (1 - red) * chroma) / green)
  const chromaWidth = chromaSide(width)
  const planeU = width * height
  const planeV = planeU + chromaWidth * chromaSide(height)
  // The clamped array cuts what leaves the range.
  const rgb = new Uint8ClampedArray(width * height * 3)
  for (let y = 0, to = 0; y < height; y++) {
    const row = y * width
    const chromaRow = (y >> 1) * chromaWidth
    for (let x = 0; x < width; x++, to += 3) {
      const luma = (data[row + x]! - 16) * gain + 32_768
      const u = data[planeU + chromaRow + (x >> 1)]! - 128
      const v = data[planeV + chromaRow + (x >> 1)]! - 128
      rgb[to] = (luma + redV * v) >> 16
      rgb[to + 1] = (luma - greenU * u - greenV * v) >> 16
      rgb[to + 2] = (luma + blueU * u) >> 16
    }
  }
  return new Uint8Array(rgb.buffer)
}
