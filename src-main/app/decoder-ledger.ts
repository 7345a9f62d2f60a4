import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Log } from '../platform/log'
import { writeWholeFile } from '../platform/write-whole-file'

const ledgerSchema = z.array(z.object({ pid: z.number().int().min(2), born: z.string().min(1) })).max(1000)

const run = promisify(execFile)

/**
 * When a process was started, in the system's own words: with the pid it names one process and no later one. Null where it
 * is gone, and on Windows, which ends children together with their parent.
 */
async function birthOf(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'win32') return null
    if (process.platform !== 'linux')
      return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || null
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    ])
    // proc(5): starttime is the 22nd field; the second, the name, stands in brackets and may hold anything.
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return startTime === undefined ? null : `${boot.trim()} ${startTime}`
  } catch {
    return null
  }
}

/**
 * The decoders that run, on the disk: should main be killed together with the vision process, nobody is left to end one that
 * hangs, and the next start does it.
 */
export class DecoderLedger {
  private births = new Map<number, Promise<string | null>>()
  private writing: Promise<void> = Promise.resolve()
  /** A write that has not begun, and takes along what is told meanwhile: many cameras that fail together are many news. */
  private queued: Promise<void> | null = null

  constructor(
    private readonly file: string,
    private readonly log: Log
  ) {}

  /** Ends what the run before left behind. Answers the pids; never rejects. */
  async reapLeft(): Promise<number[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '[]')
    const left = ledgerSchema.safeParse(parseJson(text))
    const reaped: number[] = []
    for (const { pid, born } of left.success ? left.data : []) {
      if ((await birthOf(pid)) !== born) continue
      try {
        process.kill(pid, 'SIGKILL')
        reaped.push(pid)
      } catch {
        // It has ended meanwhile.
      }
    }
    if (reaped.length > 0) this.log.warn({ pids: reaped }, 'decoders of the run before were still there and were ended')
    return reaped
  }

  /** The decoders that run now. Resolves once they are written down. */
  note(pids: readonly number[]): Promise<void> {
    this.births = new Map(pids.map((pid) => [pid, this.births.get(pid) ?? birthOf(pid)]))
    this.queued ??= this.writing.then(() => {
      this.queued = null
      return this.write()
    })
    this.writing = this.queued
    return this.queued
  }

  private async write(): Promise<void> {
    const known = await Promise.all([...this.births].map(async ([pid, birth]) => ({ pid, born: await birth })))
    const text = JSON.stringify(known.filter(({ born }) => born !== null))
    await writeWholeFile(this.file, Buffer.from(text)).catch((failure: unknown) =>
      this.log.warn({ reason: String(failure) }, 'the decoders that run could not be written down')
    )
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
