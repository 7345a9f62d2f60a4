/** How the machine's cores are shared out among analysis. */
export interface ThreadPlan {
  /** Analysis threads at most; each has its cameras and its own sessions. */
  workers: number
  /** Threads that one run of a model may use. */
  threads: number
}

/**
 * One core stays free for capture, the window and the database. Small machines give each run one thread, since cameras
 * run side by side anyway; from six cores on two threads a run nearly halve the time to a verdict.
 *
 * @param cores logical cores, at least 1
 */
export function planThreads(cores: number): ThreadPlan {
  const free = Math.max(1, cores - 1)
  const threads = cores >= 6 ? 2 : 1
  return { workers: Math.max(1, Math.floor(free / threads)), threads }
}
