import { readFile } from 'node:fs/promises'

/**
 * Ends decoders whose parent has died. A pid may have been given to somebody else meanwhile, so where the system says
 * what a process is (Linux), only an ffmpeg is ended.
 */
export async function reapOrphans(pids: readonly number[]): Promise<number[]> {
  const reaped: number[] = []
  for (const pid of pids) {
    if (!(await mayBeDecoder(pid))) continue
    try {
      process.kill(pid, 'SIGKILL')
      reaped.push(pid)
    } catch {
      // It has ended by itself.
    }
  }
  return reaped
}

async function mayBeDecoder(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return name.startsWith('ffmpeg')
}
