import type { TensorFormat } from './crop-to-tensor'
import type { CropKernel } from './kernel/crop-kernel'
import type { Picture } from './picture'

/**
 * Writes a picture that already has the right scale into the upper left of a model's input, black elsewhere: the
 * letterbox of a picture that ffmpeg has scaled.
 *
 * @param kernel does it where it can
 * @param picture rgb24, no larger than the input
 * @param out 3 × width × height floats, overwritten
 */
export function createFittedWriter(
  format: TensorFormat,
  kernel: CropKernel | null = null
): (picture: Picture, out: Float32Array) => void {
  const { width, height, colour, layout } = format
  const [plane, step] = layout === 'nhwc' ? [1, 3] : [width * height, 1]
  const tables = [0, 1, 2].map((c) =>
    Float32Array.from({ length: 256 }, (_, v) => (v - format.mean[c]!) * format.scale[c]!)
  )
  return (picture, out) => {
    if (kernel?.fit(picture, format, out)) return
    const { width: used, height: rows, data } = picture
    for (let c = 0; c < 3; c++) {
      const source = colour === 'bgr' ? 2 - c : c
      const table = tables[c]!
      for (let y = 0; y < height; y++) {
        const filled = y < rows ? Math.min(used, width) : 0
        let to = c * plane + y * width * step
        let from = y * used * 3 + source
        for (let x = 0; x < filled; x++, from += 3, to += step) out[to] = table[data[from]!]!
        for (let x = filled; x < width; x++, to += step) out[to] = table[0]!
      }
    }
  }
}
