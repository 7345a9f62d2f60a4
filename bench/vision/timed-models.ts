import type { FaceModels } from '../../src-main/vision/process/worker/models'

/** Parts of a frame. Aligning is part of quality and template alike; what is left is tracking, quality and matching. */
export const stages = ['detect', 'landmarks', 'align', 'embed', 'liveness'] as const
export type Stage = (typeof stages)[number]

export interface StageTimes {
  ms: Record<Stage, number>
  calls: Record<Stage, number>
}

export interface TimedModels {
  models: FaceModels
  /** What was counted since the last call. */
  take(): StageTimes
}

/** The same models, which note how long each is busy, preparation of its input included. */
export function timeModels(models: FaceModels): TimedModels {
  let times = zero()
  const timed = <Args extends unknown[], T>(stage: Stage, act: (...args: Args) => T) => {
    const note = (began: number) => {
      times.ms[stage] += performance.now() - began
      times.calls[stage]++
    }
    return (...args: Args): T => {
      const began = performance.now()
      const result = act(...args)
      if (result instanceof Promise) return result.finally(() => note(began)) as T
      note(began)
      return result
    }
  }
  const { detector, landmarker, embedder, liveness } = models
  return {
    models: {
      ...models,
      detector: { ...detector, detectFitted: timed('detect', (...args) => detector.detectFitted(...args)) },
      landmarker: { ...landmarker, find: timed('landmarks', (...args) => landmarker.find(...args)) },
      embedder: {
        ...embedder,
        align: timed('align', (...args) => embedder.align(...args)),
        embedAligned: timed('embed', () => embedder.embedAligned())
      },
      liveness: liveness && { ...liveness, score: timed('liveness', (...args) => liveness.score(...args)) }
    },
    take() {
      const taken = times
      times = zero()
      return taken
    }
  }
}

const zero = (): StageTimes => ({
  ms: { detect: 0, landmarks: 0, align: 0, embed: 0, liveness: 0 },
  calls: { detect: 0, landmarks: 0, align: 0, embed: 0, liveness: 0 }
})
