import type { Affine } from './affine'
import { cropToTensor } from './crop-to-tensor'
import type { OnnxSession } from './onnx-session'
import type { Picture } from './picture'

/**
 * Fills a session's input with a crop, by the kernel where it can.
 *
 * @param map crop pixel to source pixel
 * @param grey becomes the brightness of the crop, 0–255, when the kernel could
 * @returns whether `grey` was filled
 */
export function drawCrop(
  { spec, input, kernel }: OnnxSession,
  picture: Picture,
  map: Affine,
  grey: Float32Array | null = null
): boolean {
  if (kernel?.crop(picture, map, spec.input, input, grey)) return grey !== null
  cropToTensor(picture, map, spec.input, input)
  return false
}
