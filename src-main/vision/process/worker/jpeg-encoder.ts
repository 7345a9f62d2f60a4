import { encode } from 'jpeg-js'

/**
 * A face crop as baseline JPEG without chroma subsampling (npm `jpeg-js`). In plain JavaScript because `sharp` cannot
 * live in Electron on Linux (docs/adr, pictures); crops are few and small.
 *
 * @param rgb interleaved, width × height × 3
 * @param quality 1–100 in the scale of libjpeg
 */
export function encodeJpeg(rgb: Uint8Array, width: number, height: number, quality = 85): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height * 4)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from]!
    data[to + 1] = rgb[from + 1]!
    data[to + 2] = rgb[from + 2]!
  }
  return Uint8Array.from(encode({ data, width, height }, quality).data)
}
