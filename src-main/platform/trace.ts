/** Moments on stdout as JSON lines, for `bench/`; switched on by MUSTER_TRACE=1. */
export type Trace = (moment: string, values?: Record<string, unknown>) => void

export function makeTrace(on: boolean, write: (line: string) => void): Trace {
  if (!on) return () => undefined
  return (moment, values = {}) =>
    write(`${JSON.stringify({ trace: moment, t: performance.timeOrigin + performance.now(), ...values })}\n`)
}
