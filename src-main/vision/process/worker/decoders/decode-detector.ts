import type { ModelSpec } from '../../../../../contracts/domain/model-pack'
import { MusterError } from '../../../../../contracts/result'
import type { ScoredBox } from '../boxes'
import { strides } from './cell-points'
import { decodeRfb } from './rfb'
import { decodeScrfd } from './scrfd'
import { decodeYunet } from './yunet'

/** What one run of a detector answers, under the names of the manifest. */
export type Outputs = (name: string) => Float32Array

/**
 * Reads a detector's output tensors.
 *
 * @param threshold least score of a box
 * @returns boxes, with points where the detector finds some, all in 0–1 of its input; overlapping ones are still among them
 */
export type DetectorDecoder = (outputs: Outputs, threshold: number) => ScoredBox[]

/**
 * @throws MusterError `model_corrupt` when the manifest lacks an output that the decoder reads, `unavailable` for a decoder
 *   that reads no detector
 */
export function decoderFor(spec: ModelSpec): DetectorDecoder {
  const { width, height } = spec.input
  const size = { width, height }
  switch (spec.decoder) {
    case 'rfb':
      needs(spec, ['scores', 'boxes'])
      return (outputs, threshold) => decodeRfb(outputs('scores'), outputs('boxes'), threshold)
    case 'yunet':
      needs(spec, perStride('cls', 'obj', 'bbox', 'kps'))
      return (outputs, threshold) => decodeYunet(outputs, size, threshold)
    case 'scrfd': {
      needs(spec, perStride('score', 'bbox'))
      const points = findsPoints(spec)
      return (outputs, threshold) => decodeScrfd(outputs, size, threshold, points)
    }
    default:
      throw new MusterError('unavailable', `The detector ${spec.id} cannot be read with the decoder ${spec.decoder}.`)
  }
}

/** Whether the detector answers the five points that alignment needs. */
export const findsPoints = (spec: ModelSpec): boolean =>
  spec.decoder === 'yunet' || (spec.decoder === 'scrfd' && perStride('kps').every((name) => name in spec.outputs))

const perStride = (...parts: string[]): string[] =>
  parts.flatMap((part) => strides.map((stride) => `${part}_${stride}`))

function needs(spec: ModelSpec, names: readonly string[]): void {
  const missing = names.filter((name) => !(name in spec.outputs))
  if (missing.length === 0) return
  throw new MusterError(
    'model_corrupt',
    `The detector ${spec.id} names no output for ${missing.join(', ')}, which its decoder reads.`,
    { model: spec.id }
  )
}
