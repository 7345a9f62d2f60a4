import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Trace } from '../platform/trace'

const everyMs = 5000
const nsPerMs = 1e6
const rounded = (ns: number) => Math.round(ns / nsPerMs / 0.01) * 0.01

/** Traces how long main's loop was held up, ms since the last line: the house allows 10 ms at p99.9. Costs a timer per ms. */
export function watchLoop(trace: Trace): () => void {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const timer = setInterval(() => {
    trace('main-loop', {
      p50: rounded(delay.percentile(50)),
      p999: rounded(delay.percentile(99.9)),
      max: rounded(delay.max)
    })
    delay.reset()
  }, everyMs)
  return () => {
    clearInterval(timer)
    delay.disable()
  }
}
