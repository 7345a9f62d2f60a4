import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export const hasPython = spawnSync('python3', ['--version']).status === 0

/** What starts a receiver in this language: the tests' own runtime is a Node with better-sqlite3. */
export const receiverCommand = { python: 'python3', node: process.execPath } as const
export type ReceiverLanguage = keyof typeof receiverCommand

/** A receiver as an integrator runs it: a process, its environment and what it prints. */
export class ReceiverProcess {
  readonly lines: string[] = []
  private readonly child: ChildProcess
  private readonly listening: Promise<string>
  private readonly waiting = new Set<() => void>()

  constructor(language: ReceiverLanguage, file: string, environment: Record<string, string>, folder?: string) {
    this.child = spawn(receiverCommand[language], [file], {
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(folder !== undefined && { cwd: folder })
    })
    this.listening = new Promise((resolve, reject) => {
      this.child.once('error', reject)
      this.child.once('exit', (code) => reject(new Error(`The receiver ended with ${code}: ${this.lines.join('\n')}`)))
      const take = (line: string) => {
        this.lines.push(line)
        const address = /^listening on (\S+)$/.exec(line)?.[1]
        if (address !== undefined) resolve(address)
        for (const look of this.waiting) look()
      }
      for (const stream of [this.child.stdout, this.child.stderr]) {
        if (stream !== null) createInterface(stream).on('line', take)
      }
    })
    // Whoever never asks for the address asks for the end instead.
    this.listening.catch(() => undefined)
  }

  url(): Promise<string> {
    return this.listening
  }

  /** Resolves once what was printed satisfies `ready`. */
  async printed(ready: (lines: string[]) => boolean): Promise<void> {
    while (!ready(this.lines)) {
      await new Promise<void>((resolve) => {
        const look = () => {
          this.waiting.delete(look)
          resolve()
        }
        this.waiting.add(look)
      })
    }
  }

  /** Its exit code once it has ended by itself. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null) await once(this.child, 'close')
    return this.child.exitCode
  }

  /** Asks it to end as a service manager does. @returns its exit code */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM')
    return this.ended()
  }
}
