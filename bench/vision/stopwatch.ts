export interface Spent {
  wallMs: number
  /** CPU time of this process: on a machine that does other things, too, the less noisy of both. */
  cpuMs: number
}

/** Starts now; the function says what has been spent since. */
export function stopwatch(): () => Spent {
  const cpu = process.cpuUsage()
  const began = performance.now()
  return () => {
    const wallMs = performance.now() - began
    const { user, system } = process.cpuUsage(cpu)
    return { wallMs, cpuMs: (user + system) / 1000 }
  }
}
