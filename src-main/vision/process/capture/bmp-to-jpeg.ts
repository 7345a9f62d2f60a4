import { encodeJpeg } from '../worker/jpeg-encoder'

/**
 * A picture as CommandCam writes it: BMP of 24 or 32 bits without compression, usually from the bottom up.
 *
 * @throws RangeError when it is another kind, or not whole
 */
export function bmpToJpeg(bmp: Uint8Array): Uint8Array {
  const view = new DataView(bmp.buffer, bmp.byteOffset, bmp.byteLength)
  const begin = view.getUint32(10, true)
  const width = view.getInt32(18, true)
  const signedHeight = view.getInt32(22, true)
  const bits = view.getUint16(28, true)
  const height = Math.abs(signedHeight)
  const pixelBytes = bits / 8
  const rowBytes = (width * pixelBytes + 3) & ~3
  const isPlain = (bits === 24 || bits === 32) && [0, 3].includes(view.getUint32(30, true))
  if (!isPlain || width < 1 || height < 1 || begin + rowBytes * height > bmp.length)
    throw new RangeError('this is no plain BMP picture')
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    let from = begin + rowBytes * (signedHeight > 0 ? height - 1 - y : y)
    let to = y * width * 3
    for (let x = 0; x < width; x++, from += pixelBytes, to += 3) {
      rgb[to] = bmp[from + 2]!
      rgb[to + 1] = bmp[from + 1]!
      rgb[to + 2] = bmp[from]!
    }
  }
  return encodeJpeg(rgb, width, height, 92)
}
