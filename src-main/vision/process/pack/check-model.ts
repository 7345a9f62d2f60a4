import type { ModelPack, ModelSpec } from '../../../../contracts/domain/model-pack'
import type { PackProblem, PackReport } from '../../../../contracts/packs'
import { toFailure } from '../../../../contracts/result'
import { stretch } from '../worker/affine'
import { cropToTensor } from '../worker/crop-to-tensor'
import type { OnnxSession, SessionOptions } from '../worker/onnx-session'
import { openSession } from '../worker/onnx-session'
import type { Picture } from '../worker/picture'

type ModelTime = PackReport['models'][number]

const timedRuns = 5

/** What onnxruntime says when the tensors are not those that the manifest describes. */
const shapeWords = /dimension|rank|invalid feed|input name|missing input|input data type|lacks an output|invalid input/i

/** Runs every model of a pack on a picture: it must load, answer in the shapes of its manifest, and with numbers. */
export async function checkModels(
  pack: ModelPack,
  options: SessionOptions,
  picture: Picture
): Promise<{ problems: PackProblem[]; models: ModelTime[] }> {
  const problems: PackProblem[] = []
  const models: ModelTime[] = []
  for (const spec of pack.models) {
    let session: OnnxSession | null = null
    try {
      session = await openSession(spec, options)
      const { problem, runMs } = await checkOne(session, picture)
      if (problem) problems.push({ model: spec.id, ...problem })
      else models.push({ id: spec.id, task: spec.task, runMs })
    } catch (thrown) {
      const { message, details } = toFailure(thrown)
      const detail = typeof details?.['text'] === 'string' ? details['text'] : message
      problems.push({ reason: shapeWords.test(detail) ? 'wrong_shapes' : 'not_loadable', model: spec.id, detail })
    } finally {
      await session?.release()
    }
  }
  return { problems, models }
}

async function checkOne(
  session: OnnxSession,
  picture: Picture
): Promise<{ problem: Omit<PackProblem, 'model'> | null; runMs: number }> {
  const { spec, input } = session
  const { width, height, channels } = spec.input
  const whole = stretch({ x1: 0, y1: 0, x2: picture.width, y2: picture.height }, width, height)
  const one = input.subarray(0, channels * width * height)
  cropToTensor(picture, whole, spec.input, one)
  // A model that takes several pictures at once gets the same one several times.
  for (let at = one.length; at + one.length <= input.length; at += one.length) input.set(one, at)
  const batch = input.length / one.length
  const took: number[] = []
  let outputs: Record<string, Float32Array> = {}
  for (let run = 0; run < timedRuns; run++) {
    const began = performance.now()
    const output = await session.run()
    took.push(performance.now() - began)
    outputs = Object.fromEntries(Object.keys(spec.outputs).map((name) => [name, output(name)]))
  }
  const runMs = took.sort((a, b) => a - b)[timedRuns >> 1] ?? 0
  return { problem: problemOf(spec, outputs, batch), runMs }
}

/** What tells how outputs are read. */
type ReadSpec = Pick<ModelSpec, 'decoder' | 'classes' | 'embeddingDimension' | 'input'>

/** @param batch pictures in one run */
export function problemOf(
  spec: ReadSpec,
  outputs: Record<string, Float32Array>,
  batch: number
): Omit<PackProblem, 'model'> | null {
  for (const [name, values] of Object.entries(outputs)) {
    const wanted = lengthOf(spec, name, outputs)
    const fits = wanted === null ? values.length > 0 : values.length === wanted * batch
    if (!fits)
      return { reason: 'wrong_shapes', detail: `${name}: ${values.length} numbers, not ${(wanted ?? 1) * batch}` }
  }
  for (const [name, values] of Object.entries(outputs)) {
    const at = values.findIndex((value) => !Number.isFinite(value))
    if (at >= 0) return { reason: 'not_finite', detail: `${name}[${at}] is ${values[at]}` }
  }
  return null
}

/** Numbers of an output that predicts one face per cell, as `bbox_8`: cells of 8 pixels, four numbers each. */
function cellsOf({ width, height }: ModelSpec['input'], name: string): number {
  const [part = '', stride = '1'] = name.split('_')
  const perCell = part === 'bbox' ? 4 : part === 'kps' ? 10 : 1
  return Math.floor(width / Number(stride)) * Math.floor(height / Number(stride)) * perCell
}

/** How many numbers a decoder reads of an output, per picture; null for as many as there are cells. */
function lengthOf(spec: ReadSpec, name: string, outputs: Record<string, Float32Array>): number | null {
  switch (spec.decoder) {
    case 'points68':
      return 2 * 68
    case 'angle66':
      return 66
    case 'embedding':
      return spec.embeddingDimension ?? 0
    case 'softmax':
      return spec.classes?.length ?? 0
    case 'rfb':
      // Two scores and four sides of each box.
      return name === 'boxes' ? 2 * (outputs['scores']?.length ?? 0) : null
    case 'yunet':
      return cellsOf(spec.input, name)
    case 'scrfd':
      return 2 * cellsOf(spec.input, name)
  }
}
