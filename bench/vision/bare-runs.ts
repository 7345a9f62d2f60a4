import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as ort from 'onnxruntime-node'
import type { ModelPack, ModelSpec, ModelTask } from '../../contracts/domain/model-pack'
import { inRepository } from '../../e2e/harness/repository'
import { requireModel } from '../../src-main/vision/model-packs'
import type { Spent } from './stopwatch'
import { stopwatch } from './stopwatch'

/** The networks of a frame and how often each runs in it. */
export type Runs = Partial<Record<ModelTask, number>>

export const networks = ['detect', 'landmarks', 'embed', 'liveness'] as const

/** Every face gets landmarks, a template and both liveness crops. */
export const fullFrameRuns = (faces: number): Runs => ({
  detect: 1,
  landmarks: faces,
  embed: faces,
  liveness: 2 * faces
})

export const trackFrameRuns: Runs = { detect: 1 }

export interface BareSessions {
  /** Nothing but `session.run`, one after the other. */
  run(runs: Runs): Promise<{ perTask: ReadonlyMap<ModelTask, number> } & Spent>
  release(): Promise<void>
}

/** The built files of a pack, as the app opens them. */
export const builtBytes =
  (modelsDir: string) =>
  (spec: ModelSpec): Uint8Array =>
    readFileSync(resolve(modelsDir, ...spec.file.split('/')))

interface ModelBuilder {
  readSource(spec: ModelSpec): Uint8Array
  buildModel(source: Uint8Array, transforms: readonly string[]): Uint8Array
}

/** The files as their npm package ships them, with nothing but weights that are next to nothing set to nothing. */
export async function shippedBytes(): Promise<(spec: ModelSpec) => Uint8Array> {
  const file = inRepository('scripts', 'setup', 'models', 'build-model.mjs')
  const { readSource, buildModel } = (await import(file)) as ModelBuilder
  return (spec) => buildModel(readSource(spec), ['flush-denormals'])
}

/** Sessions with the very options of the app's (see `onnx-session.ts`), fed with noise. */
export async function openBare(
  pack: ModelPack,
  threads: number,
  bytesOf: (spec: ModelSpec) => Uint8Array
): Promise<BareSessions> {
  const sessions = new Map<ModelTask, { session: ort.InferenceSession; feeds: Record<string, ort.Tensor> }>()
  for (const task of networks) {
    const spec = requireModel(pack, task)
    const { name, channels, width, height } = spec.input
    const noise = Float32Array.from({ length: channels * width * height }, () => Math.random() * 2 - 1)
    const session = await ort.InferenceSession.create(bytesOf(spec), {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } }
    })
    sessions.set(task, { session, feeds: { [name]: new ort.Tensor('float32', noise, [1, channels, height, width]) } })
  }
  return {
    async run(runs) {
      const perTask = new Map<ModelTask, number>()
      const spent = stopwatch()
      for (const [task, { session, feeds }] of sessions) {
        const began = performance.now()
        for (let run = 0; run < (runs[task] ?? 0); run++) await session.run(feeds)
        perTask.set(task, performance.now() - began)
      }
      return { perTask, ...spent() }
    },
    async release() {
      for (const { session } of sessions.values()) await session.release()
    }
  }
}
