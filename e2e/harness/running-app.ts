import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { _electron as electron } from 'playwright'
import type { ElectronApplication, Page } from 'playwright'
import type { Bridge } from '../../contracts/bridge'
import type { IpcChannel, IpcInput, IpcOutput } from '../../contracts/ipc'
import type { Result } from '../../contracts/result'
import { unwrap } from '../../contracts/result'
import type { AppStatus } from '../../contracts/status'
import { appEnvironment, electronExecutable, repositoryRoot, sandboxArguments } from './repository'

export interface LaunchOptions {
  dataDir: string
  env?: Record<string, string>
  args?: string[]
}

/** The app ends in order within 5 s; beyond this it is stuck. */
const endsWithinMs = 10_000

type Input<C extends IpcChannel> = undefined extends IpcInput<C> ? [] : [input: IpcInput<C>]

/** The built app as a test drives it. */
export class RunningApp {
  /** Playwright has no answer for an app that has ended by itself. */
  private readonly process: ChildProcess

  private constructor(
    readonly electron: ElectronApplication,
    readonly page: Page,
    readonly dataDir: string,
    /** What main wrote to stdout and stderr. */
    readonly output: string[]
  ) {
    this.process = electron.process()
  }

  /** Resolves once the first window has its first answer from main. */
  static async launch(options: LaunchOptions): Promise<RunningApp> {
    const app = await electron.launch({
      executablePath: electronExecutable(),
      args: [...sandboxArguments(), repositoryRoot, ...(options.args ?? [])],
      cwd: repositoryRoot,
      env: appEnvironment({ MUSTER_DATA_DIR: options.dataDir, ...options.env }),
      timeout: 30_000
    })
    const output: string[] = []
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.on('data', (bytes: Buffer) => output.push(bytes.toString()))
    }
    try {
      const page = await app.firstWindow()
      await page.locator('[data-ready="true"]').first().waitFor({ state: 'attached', timeout: 20_000 })
      return new RunningApp(app, page, options.dataDir, output)
    } catch (error) {
      app.process().kill('SIGKILL')
      throw new Error(`the window did not become ready\n${output.join('')}`, { cause: error })
    }
  }

  /** Calls main as the screens do. Throws a `MusterError` for a refused call. */
  async call<C extends IpcChannel>(channel: C, ...input: Input<C>): Promise<IpcOutput<C>> {
    const answer = await this.page.evaluate(
      ([name, value]) => (window as unknown as { muster: Bridge }).muster.invoke(name, value),
      [channel, input[0]] as const
    )
    return unwrap(answer as Result<IpcOutput<C>>)
  }

  /** Resolves once faces can be recognised, which starts beside the window. */
  async recognitionReady(): Promise<void> {
    // No function in here has a name: the benches' loader would wrap it in a helper that the page does not have.
    await this.page.evaluate(async () => {
      const { muster } = window as unknown as { muster: Bridge }
      await new Promise<void>((resolve) => {
        muster.onPush((name, payload) => {
          if (name === 'status' && (payload as AppStatus).vision.state === 'ready') resolve()
        })
        // It may be ready already, and then nothing is pushed.
        void muster.invoke('app.status', undefined).then((answer) => {
          if (answer.ok && (answer.value as AppStatus).vision.state === 'ready') resolve()
        })
      })
    })
  }

  /** Process id of main. */
  get pid(): number {
    return this.process.pid ?? -1
  }

  /** Quits as the menu does and waits for the process; answers its exit code. Throws when it had to be killed. */
  async quit(): Promise<number> {
    const child = this.process
    if (child.exitCode !== null) return child.exitCode
    const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
    let stuck = false
    const force = setTimeout(() => {
      stuck = true
      child.kill('SIGKILL')
    }, endsWithinMs)
    await this.electron.close().catch(() => undefined)
    const code = await ended
    clearTimeout(force)
    if (stuck) throw new Error(`the app did not end within ${endsWithinMs} ms\n${await this.logTail()}`)
    return code
  }

  /** Last lines of the app's own log; empty when there is none. */
  async logTail(lines = 80): Promise<string> {
    const text = await readFile(path.join(this.dataDir, 'logs', 'muster.log'), 'utf8').catch(() => '')
    return text.trimEnd().split('\n').slice(-lines).join('\n')
  }
}
