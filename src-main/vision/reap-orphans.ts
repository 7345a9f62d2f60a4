import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Of a process's name the Linux kernel keeps as many bytes (proc(5), comm). */
const longestName = 15

/**
 * Ends decoders whose parent has died. A pid may have been given to somebody else meanwhile, so where the system says
 * what a process is (Linux), only a decoder is ended.
 *
 * @param decoder path of the program that they run; null where only one called ffmpeg is known to be one
 * @returns those that were ended
 */
export async function reapOrphans(pids: readonly number[], decoder: string | null = null): Promise<number[]> {
  const own = decoder === null ? null : path.basename(decoder).slice(0, longestName)
  const reaped: number[] = []
  for (const pid of pids) {
    if (!(await mayBeDecoder(pid, own))) continue
    try {
      process.kill(pid, 'SIGKILL')
      reaped.push(pid)
    } catch {
      // It has ended by itself.
    }
  }
  return reaped
}

async function mayBeDecoder(pid: number, own: string | null): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trimEnd()
  return name.startsWith('ffmpeg') || (own !== null && name === own)
}
