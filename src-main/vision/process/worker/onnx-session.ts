import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as ort from 'onnxruntime-node'
import type { ModelSpec } from '../../../../contracts/domain/model-pack'
import { MusterError } from '../../../../contracts/result'
import { modelFile, modelRemedy } from '../../model-packs'
import type { CropKernel } from './kernel/crop-kernel'

/** What an operator is shown: a silent fall-back to another provider would hide a slow site. */
export interface ProviderReport {
  asked: string[]
  running: string
  /** Per refused provider, in words. */
  refused: { provider: string; reason: string }[]
}

export interface SessionOptions {
  modelsDir: string
  /** Threads that one run may use. */
  threads: number
  /** Execution providers in order of preference, e.g. `['cuda', 'cpu']`. */
  providers: readonly string[]
  /** Gives the input its memory, so that it can write crops straight into it. */
  kernel?: CropKernel | null
}

/** A loaded model: fill `input`, await `run`. One run at a time. */
export interface OnnxSession {
  readonly spec: ModelSpec
  readonly provider: ProviderReport
  /** Milliseconds of one run, measured once after the warm-up. */
  readonly runMs: number
  /** The input tensor's floats, in the layout of `spec.input`; reused by every run. */
  readonly input: Float32Array
  /** What may write `input`; none where the input has memory of its own. */
  readonly kernel?: CropKernel | null
  /** Float outputs under the names that `spec.outputs` gives them; valid until the next run. */
  run(): Promise<(output: string) => Float32Array>
  release(): Promise<void>
}

/**
 * Loads a model whose file is what the manifest says, on the first execution provider that survives a warm-up run.
 *
 * @throws MusterError `model_missing`, `model_corrupt` (sha256 or format), `unavailable` when no provider can run it
 */
export async function openSession(spec: ModelSpec, options: SessionOptions): Promise<OnnxSession> {
  const bytes = await readVerified(spec, options.modelsDir)
  const { name, width, height, channels, layout } = spec.input
  const { kernel = null } = options
  const size = channels * width * height
  const input = kernel?.allocate(size) ?? new Float32Array(size)
  const shape = layout === 'nhwc' ? [1, height, width, channels] : [1, channels, height, width]
  const feeds = { [name]: new ort.Tensor('float32', input, shape) }
  const { session, provider } = await openOnFirstProvider(spec, bytes, feeds, options)
  const began = performance.now()
  await session.run(feeds)
  const runMs = performance.now() - began
  return {
    spec,
    provider,
    runMs,
    input,
    kernel,
    run: async () => {
      const outputs = await session.run(feeds)
      return (output) => floats(spec, outputs[spec.outputs[output] ?? ''])
    },
    release: () => session.release()
  }
}

/** Version of the runtime that does the arithmetic, for the About page. */
export const onnxRuntimeVersion = (): string => ort.env.versions.node ?? ort.env.versions.common

async function readVerified(spec: ModelSpec, modelsDir: string): Promise<Uint8Array> {
  const file = modelFile(modelsDir, spec)
  const bytes = await readFile(file).catch((failure: NodeJS.ErrnoException) => {
    throw new MusterError(
      'model_missing',
      `The model file ${file} cannot be read (${failure.code ?? 'unknown'}). ${modelRemedy}`,
      { file }
    )
  })
  if (createHash('sha256').update(bytes).digest('hex') !== spec.sha256) throw corrupt(file, 'its checksum is wrong')
  return bytes
}

async function openOnFirstProvider(
  spec: ModelSpec,
  bytes: Uint8Array,
  feeds: Record<string, ort.Tensor>,
  options: SessionOptions
): Promise<{ session: ort.InferenceSession; provider: ProviderReport }> {
  const asked = [...options.providers]
  const refused: ProviderReport['refused'] = []
  const built = new Set(ort.listSupportedBackends().map((backend) => backend.name))
  for (const provider of asked) {
    if (!built.has(provider)) {
      refused.push({ provider, reason: 'not part of this build of onnxruntime' })
      continue
    }
    try {
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: [provider],
        intraOpNumThreads: options.threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
        // A spinning pool burns the cores that ffmpeg and the other workers need.
        extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } }
      })
      await session.run(feeds)
      return { session, provider: { asked, running: provider, refused } }
    } catch (failure) {
      refused.push({ provider, reason: failure instanceof Error ? failure.message.slice(0, 300) : String(failure) })
    }
  }
  const reasons = refused.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ')
  throw new MusterError('unavailable', `The model ${spec.id} runs on none of the providers asked for (${reasons}).`, {
    model: spec.id
  })
}

function floats(spec: ModelSpec, tensor: ort.Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data
  throw corrupt(spec.file, 'it lacks an output that the manifest names')
}

const corrupt = (file: string, why: string): MusterError =>
  new MusterError('model_corrupt', `The model file ${file} is damaged: ${why}. ${modelRemedy}`, { file })
