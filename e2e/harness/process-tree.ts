import { readdir, readFile } from 'node:fs/promises'

/** Process ids of `root` and everything below it (Linux: `/proc/PID/stat`, fourth field, see proc(5)). */
export async function processTree(root: number): Promise<number[]> {
  const entries = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  for (const pid of entries) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    // The command's name stands in brackets and may hold any character.
    const parent = /^\S+ (\d+)/.exec(stat.slice(stat.lastIndexOf(')') + 2))?.[1]
    if (parent !== undefined) parents.set(pid, Number(parent))
  }
  const found = [root]
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child)
  }
  return found
}

/** Those that still run; a zombie has ended and only waits to be noticed. */
export async function stillRunning(pids: readonly number[]): Promise<number[]> {
  const running: number[] = []
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const state = /^State:\s+(\S)/m.exec(status)?.[1]
    if (state !== undefined && state !== 'Z') running.push(pid)
  }
  return running
}

/**
 * Proportional set size of a tree of processes in MB (10^6 bytes): memory that processes share is counted once. NaN
 * where a process may not be read.
 */
export async function treePssMb(root: number): Promise<number> {
  let bytes = 0
  for (const pid of await processTree(root)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch((error: NodeJS.ErrnoException) => {
      // A process that has just ended takes no memory.
      if (error.code === 'ENOENT' || error.code === 'ESRCH') return 'Pss: 0 kB'
      return ''
    })
    bytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? Number.NaN) * 1024
  }
  return bytes / 1e6
}
