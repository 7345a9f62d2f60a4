import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late this process's loop comes to what is due, ms. */
export interface LoopDelay {
  p50Ms: number
  p999Ms: number
  maxMs: number
}

export interface LoopDelayMeter {
  /** Since `reset`. */
  read(): LoopDelay
  reset(): void
  dispose(): void
}

/** Samples every so many ms; a sample is the whole interval, of which this much is on purpose. */
const resolution = 10

export function measureLoopDelay(): LoopDelayMeter {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  const late = (nanoseconds: number) => Math.max(0, Math.round((nanoseconds / 1e6 - resolution) * 100) / 100)
  return {
    read: () => ({
      p50Ms: late(histogram.percentile(50)),
      p999Ms: late(histogram.percentile(99.9)),
      maxMs: late(histogram.max)
    }),
    reset: () => histogram.reset(),
    dispose: () => void histogram.disable()
  }
}
