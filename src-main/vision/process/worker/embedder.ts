import { MusterError } from '../../../../contracts/result'
import type { Point } from './affine'
import { similarity } from './affine'
import { drawCrop } from './draw-crop'
import type { FivePoints } from './landmarks'
import type { GreySums } from './kernel/grey-sums'
import type { OnnxSession } from './onnx-session'
import type { Picture } from './picture'

export interface Embedder {
  readonly dimension: number
  /** Fills the model's input with the aligned face and answers it as grey levels 0–255, for its quality: the cheap part. */
  align(picture: Picture, points: FivePoints): AlignedFace
  /** Template (a fresh, L2-normalised vector) of the face that was aligned last. */
  embedAligned(): Promise<Float32Array<ArrayBuffer>>
}

/** Good until the next face is aligned. */
export interface AlignedFace {
  grey: Float32Array
  /** Of the kernel that has drawn it. */
  sums?: GreySums | null
  side: number
  /** Where eyes, nose and corners of the mouth lie in it, in its pixels. */
  template: readonly Point[]
}

export function createEmbedder(session: OnnxSession): Embedder {
  const { spec } = session
  const crop = spec.crops[0]
  if (crop?.kind !== 'aligned') throw new MusterError('model_corrupt', `${spec.id} names no alignment template.`)
  const { width, height } = spec.input
  const grey = session.kernel?.allocate(width * height) ?? new Float32Array(width * height)
  return {
    dimension: spec.embeddingDimension ?? 0,
    align(picture, points) {
      if (!drawCrop(session, picture, similarity(crop.template, points), grey)) readGrey(session, grey)
      return { grey, sums: session.kernel?.greySums ?? null, side: width, template: crop.template }
    },
    async embedAligned() {
      const output = await session.run()
      return normalise(output('embedding'))
    }
  }
}

/** A copy scaled to length 1, so that a dot product of two is their cosine. A zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array<ArrayBuffer> {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum) || 1
  return vector.map((value) => value / length)
}

/** Dot product of two vectors of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Brightness from the colours of the input. */
function readGrey({ spec, input }: OnnxSession, grey: Float32Array): void {
  const { width, height, mean, scale, colour, layout } = spec.input
  const plane = width * height
  const weights = colour === 'rgb' ? [0.299, 0.587, 0.114] : [0.114, 0.587, 0.299]
  const [offset, step] = layout === 'nhwc' ? [1, 3] : [plane, 1]
  grey.fill(0)
  for (let c = 0; c < 3; c++) {
    const weight = weights[c]! / scale[c]!
    const shift = weights[c]! * mean[c]!
    for (let i = 0; i < plane; i++) grey[i]! += input[i * step + c * offset]! * weight + shift
  }
}
