import type { ModelPack, ModelSpec } from '../../../../contracts/domain/model-pack'
import { MusterError } from '../../../../contracts/result'
import { requireModel } from '../../model-packs'
import { stretch } from './affine'
import type { ScoredBox } from './boxes'
import { squareOf } from './boxes'
import { cropToTensor } from './crop-to-tensor'
import { createDetector } from './detector'
import type { OnnxSession, SessionOptions } from './onnx-session'
import { openSession } from './onnx-session'
import type { Picture } from './picture'

/** Inputs by model id: what one provider was given, so that another gets the very same. */
export type ModelInputs = Record<string, Float32Array<ArrayBuffer>>

export interface ProbedModel {
  id: string
  task: ModelSpec['task']
  /** Median of up to `timedRuns` runs after a warm-up, ms. */
  runMs: number
  outputs: Record<string, Float32Array<ArrayBuffer>>
}

const timedRuns = 7
/** A provider that is slow beyond use is not timed for long, ms per model. */
const timingBudgetMs = 3000

/**
 * An input for each model of a pack as a picture with a face gives it: the whole picture for the detector, the face for
 * the others. They are not aligned as recognition would, since only the arithmetic of two providers is compared.
 *
 * @throws MusterError `face_not_found`; what `openSession` throws
 */
export async function typicalInputs(pack: ModelPack, options: SessionOptions, picture: Picture): Promise<ModelInputs> {
  const detect = await openSession(requireModel(pack, 'detect'), { ...options, providers: ['cpu'] })
  try {
    const whole = { x1: 0, y1: 0, x2: picture.width, y2: picture.height }
    const [face] = await createDetector(detect, pack.thresholds).detectRegion(picture, whole)
    if (!face) throw new MusterError('face_not_found', 'No face was found in the stored picture.')
    return Object.fromEntries(pack.models.map((spec) => [spec.id, inputOf(spec, picture, face)]))
  } finally {
    await detect.release()
  }
}

/**
 * Opens each model on the first of the providers given, runs it on its input, and lets it go again.
 *
 * @throws MusterError `unavailable` when a model runs on none of them; what `openSession` throws
 */
export async function probeModels(
  pack: ModelPack,
  options: SessionOptions,
  inputs: ModelInputs
): Promise<ProbedModel[]> {
  const probed: ProbedModel[] = []
  for (const spec of pack.models) {
    const session = await openSession(spec, options)
    try {
      fill(session.input, inputs[spec.id] ?? new Float32Array(session.input.length))
      probed.push(await timed(session))
    } finally {
      await session.release()
    }
  }
  return probed
}

async function timed(session: OnnxSession): Promise<ProbedModel> {
  const { spec } = session
  const outputs: ProbedModel['outputs'] = {}
  // Opening has warmed it up already.
  const took: number[] = []
  let spent = 0
  for (let run = 0; run < timedRuns && spent < timingBudgetMs; run++) {
    const began = performance.now()
    const output = await session.run()
    took.push(performance.now() - began)
    spent += took[run] ?? 0
    if (run === 0) for (const name of Object.keys(spec.outputs)) outputs[name] = Float32Array.from(output(name))
  }
  const runMs = took.sort((a, b) => a - b)[took.length >> 1] ?? 0
  return { id: spec.id, task: spec.task, runMs, outputs }
}

function inputOf(spec: ModelSpec, picture: Picture, face: ScoredBox): Float32Array<ArrayBuffer> {
  const { width, height, channels } = spec.input
  const out = new Float32Array(channels * width * height)
  const whole = { x1: 0, y1: 0, x2: picture.width, y2: picture.height }
  const region = spec.task === 'detect' ? whole : squareOf(face)
  cropToTensor(picture, stretch(region, width, height), spec.input, out)
  return out
}

/** A model that takes several pictures at once gets the same one several times. */
function fill(input: Float32Array, one: Float32Array): void {
  for (let at = 0; at + one.length <= input.length; at += one.length) input.set(one, at)
}
