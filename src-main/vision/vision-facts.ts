import type { LoadedModel } from '../../contracts/domain/engine'
import type { ModelRef } from '../../contracts/domain/face'
import type { ModelPack } from '../../contracts/domain/model-pack'
import type { RunningPack } from './protocol'

/** What the About page and the status line tell of the running process. */
export interface VisionFacts {
  /** What runs, or ran last, and what its scores are judged by; null before the first start. */
  pack: (RunningPack & { model: ModelRef }) | null
  ffmpeg: { path: string; version: string } | null
  onnxruntime: string
  workers: number
  /** Threads that one run may use. */
  threads: number
  /** The models that are open, where each runs and why. */
  loaded: LoadedModel[]
  models: { id: string; version: string; task: string; licence: string; sha256: string }[]
  provider: { asked: string[]; running: string; refused: { provider: string; reason: string }[] } | null
  /** Mean time of one picture's analysis over the last second, ms. */
  analysisMs: number
  /** Sightings that wait for storage, and those given up because too many waited. */
  unacknowledged: number
  lost: number
}

/** Before the process has said anything. */
export const noFacts: VisionFacts = {
  pack: null,
  ffmpeg: null,
  onnxruntime: '',
  workers: 0,
  threads: 0,
  loaded: [],
  models: [],
  provider: null,
  analysisMs: 0,
  unacknowledged: 0,
  lost: 0
}

/** The pack's models as the About page lists them. */
export const modelsOf = (pack: ModelPack): VisionFacts['models'] =>
  pack.models.map(({ id, version, task, licence, sha256 }) => ({ id, version, task, licence, sha256 }))
