import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { processTree } from '../../e2e/harness/process-tree'

export type Part = 'main' | 'vision' | 'ffmpeg' | 'renderer' | 'gpu' | 'other'

/** What one of the app's processes is, by its command line and by who started it. */
function partOf(pid: number, root: number, ffmpegParents: ReadonlySet<number>): Part {
  if (pid === root) return 'main'
  const command = commandOf(pid)
  if (isFfmpeg(command)) return 'ffmpeg'
  if (ffmpegParents.has(pid)) return 'vision'
  if (command.includes('--type=renderer')) return 'renderer'
  return command.includes('--type=gpu-process') ? 'gpu' : 'other'
}

export interface Usage {
  /** Since its processes were started. */
  cpuSeconds: number
  rssMb: number
  /** Memory of its own that no file stands behind: what a leak is made of, whatever else runs on the machine. */
  ownMb: number
}

/** What each part of the app uses (Linux: proc(5)); megabytes are 10^6 bytes. */
export async function usageOf(root: number): Promise<Record<Part, Usage>> {
  const pids = await processTree(root)
  const parents = new Set(pids.filter((pid) => isFfmpeg(commandOf(pid))).map(parentOf))
  const usage = Object.fromEntries(
    (['main', 'vision', 'ffmpeg', 'renderer', 'gpu', 'other'] as const).map((part) => [
      part,
      { cpuSeconds: 0, rssMb: 0, ownMb: 0 }
    ])
  ) as Record<Part, Usage>
  for (const pid of pids) {
    const part = usage[partOf(pid, root, parents)]
    part.cpuSeconds += cpuSecondsOf(pid)
    part.rssMb += megabytesOf(pid, 'status', 'VmRSS')
    part.ownMb += megabytesOf(pid, 'smaps_rollup', 'Anonymous')
  }
  return usage
}

/** Decoders of the app that run now. */
export const decodersOf = async (root: number): Promise<number[]> =>
  (await processTree(root)).filter((pid) => isFfmpeg(commandOf(pid)))

const isFfmpeg = (command: string): boolean => /^[^\0]*ffmpeg(\.exe)?\0/.test(command)

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`)

/** Fields of `/proc/PID/stat` after the command's name. */
const statOf = (pid: number): string[] => {
  const text = read(`/proc/${pid}/stat`)
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

const parentOf = (pid: number): number => Number(statOf(pid)[1] ?? 0)

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']).toString())

const cpuSecondsOf = (pid: number): number => {
  const fields = statOf(pid)
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond
}

const megabytesOf = (pid: number, file: string, field: string): number =>
  (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0) * 1024) / 1e6
