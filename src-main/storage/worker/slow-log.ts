import type { Log } from '../../platform/log'

const slowFromMs = 40

/** Names what took long; never with values, which are about people. */
export const logWhenSlow =
  (log: Log) =>
  (method: string, ms: number): void => {
    if (ms >= slowFromMs) log.warn({ method, ms: Math.round(ms) }, 'slow query')
  }
