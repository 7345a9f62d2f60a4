import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { appEnvironment, electronExecutable, repositoryRoot, sandboxArguments } from './repository'

/** One line that the app prints with MUSTER_TRACE=1; `t` is epoch milliseconds. */
export interface TraceLine {
  trace: string
  t: number
  [field: string]: unknown
}

/** The app without any debugger attached, watched through its trace. */
export class TracedApp {
  readonly lines: TraceLine[] = []
  /** Epoch milliseconds just before the process was spawned. */
  readonly spawnedAt: number
  readonly #child: ChildProcess
  readonly #listeners = new Set<(line: TraceLine) => void>()
  readonly #ended: Promise<number | null>
  #noise = ''

  constructor(options: { dataDir: string; args?: string[]; env?: Record<string, string> }) {
    this.spawnedAt = performance.timeOrigin + performance.now()
    this.#child = spawn(electronExecutable(), [...sandboxArguments(), ...(options.args ?? []), repositoryRoot], {
      cwd: repositoryRoot,
      env: appEnvironment({ MUSTER_DATA_DIR: options.dataDir, MUSTER_TRACE: '1', ...options.env }),
      stdio: ['ignore', 'pipe', 'pipe']
    })
    this.#ended = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)))
    this.#child.stderr?.on('data', (bytes: Buffer) => this.#keepNoise(bytes.toString()))
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on('line', (text) => this.#take(text))
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  onLine(listener: (line: TraceLine) => void): void {
    this.#listeners.add(listener)
  }

  /** The first line, past or to come, that fits. Rejects when the app ends or the time is up. */
  async waitFor(fits: (line: TraceLine) => boolean, what: string, timeoutMs = 60_000): Promise<TraceLine> {
    const known = this.lines.find(fits)
    if (known !== undefined) return known
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${what}: ${why}\n${this.#noise}`))
      const timer = setTimeout(() => fail(`nothing in ${timeoutMs} ms`), timeoutMs)
      this.onLine((line) => {
        if (!fits(line)) return
        clearTimeout(timer)
        resolve(line)
      })
      void this.#ended.then((code) => {
        clearTimeout(timer)
        fail(`the app ended with code ${code}`)
      })
    })
  }

  moment(trace: string, timeoutMs?: number): Promise<TraceLine> {
    return this.waitFor((line) => line.trace === trace, trace, timeoutMs)
  }

  /** Asks the app to end in order and answers its exit code; SIGKILL should that take over 10 s. */
  async end(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal)
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    const code = await this.#ended
    clearTimeout(force)
    return code
  }

  #take(text: string): void {
    const line = parseLine(text)
    if (line === null) return this.#keepNoise(`${text}\n`)
    this.lines.push(line)
    for (const listener of this.#listeners) listener(line)
  }

  #keepNoise(text: string): void {
    this.#noise = (this.#noise + text).slice(-4000)
  }
}

function parseLine(text: string): TraceLine | null {
  if (!text.startsWith('{"trace":')) return null
  try {
    return JSON.parse(text) as TraceLine
  } catch {
    return null
  }
}
