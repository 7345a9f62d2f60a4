import { Worker } from 'node:worker_threads'
import type { Failure } from '../../contracts/result'
import { MusterError } from '../../contracts/result'
import type { Log } from '../platform/log'
import type { OpenReport } from './api'
import type { Answer, Call, FromThread, StorageState, StorageThreadData, ToThread } from './protocol'
import { fromThreadSchema } from './protocol'

interface Waiting {
  resolve: (value: unknown) => void
  reject: (failure: Error) => void
}

export interface ThreadLinkParts {
  script: string | URL
  data: StorageThreadData
  /** For running the TypeScript entry itself. */
  execArgv?: string[]
  name: string
  log: Log
  onState(state: StorageState): void
  /** The thread ended without having been told to. */
  onDied(failure: Failure): void
}

/** One storage thread as main sees it: calls out, answers in, and no caller left waiting when it dies. */
export class ThreadLink {
  private readonly opened: Promise<OpenReport | null>
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private readonly exited: Promise<void>
  /** Made in this turn and not posted yet: one message carries them all. */
  private calls: Call[] = []
  private lastId = 0
  private ended: MusterError | null = null
  private closing = false
  private settleOpening: { resolve(report: OpenReport | null): void; reject(failure: MusterError): void }

  constructor(private readonly parts: ThreadLinkParts) {
    let settle: typeof this.settleOpening | undefined
    this.opened = new Promise((resolve, reject) => (settle = { resolve, reject }))
    this.opened.catch(() => undefined)
    if (settle === undefined) throw new Error('a promise runs its executor at once')
    this.settleOpening = settle

    this.worker = new Worker(parts.script, {
      workerData: parts.data,
      name: parts.name,
      ...(parts.execArgv && { execArgv: parts.execArgv })
    })
    this.worker.on('message', (raw: unknown) => this.receive(fromThreadSchema.parse(raw)))
    this.worker.on('error', (error) => this.end(`It failed: ${error.message}`))
    this.exited = new Promise((resolve) =>
      this.worker.once('exit', (code) => {
        this.end(`It ended with code ${code}.`)
        resolve()
      })
    )
  }

  /** Answers once the thread has opened its database; throws why it could not. */
  open(): Promise<OpenReport | null> {
    this.post({ kind: 'open' })
    return this.opened
  }

  call(method: string, args: unknown[]): Promise<unknown> {
    if (this.ended !== null) return Promise.reject(this.ended)
    if (this.closing) return Promise.reject(new MusterError('unavailable', 'Storage is closing.'))
    const id = (this.lastId += 1)
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.calls.push({ id, method, args })
      if (this.calls.length === 1) queueMicrotask(() => this.postCalls())
    })
  }

  /** Lets calls that were made finish; after `timeoutMs` the thread is ended as it stands, which loses no commit. */
  async close(timeoutMs: number): Promise<void> {
    this.closing = true
    this.postCalls()
    this.post({ kind: 'close' })
    const late = setTimeout(() => void this.worker.terminate(), timeoutMs)
    await this.exited
    clearTimeout(late)
  }

  private postCalls(): void {
    const calls = this.calls
    this.calls = []
    if (calls.length === 0) return
    try {
      this.post({ kind: 'calls', calls })
    } catch {
      // One of them holds what cannot be copied to a thread: the others must not fail with it.
      for (const call of calls) this.postAlone(call)
    }
  }

  private postAlone(call: Call): void {
    try {
      this.post({ kind: 'calls', calls: [call] })
    } catch (thrown) {
      this.take(call.id)?.reject(thrown instanceof Error ? thrown : new Error(String(thrown)))
    }
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message)
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case 'opened':
        return this.settleOpening.resolve(message.report)
      case 'openFailed':
        return this.end(null, message.failure)
      case 'answers':
        for (const answer of message.answers) this.settle(answer)
        return
      case 'state':
        return this.parts.onState(message.state)
      case 'log':
        return this.parts.log[message.level](message.fields, message.message)
    }
  }

  private settle(answer: Answer): void {
    const waiting = this.take(answer.id)
    if (answer.failure !== undefined) waiting?.reject(asError(answer.failure))
    else waiting?.resolve(answer.value)
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    return waiting
  }

  /** Only the first reason counts: an error is followed by an exit. */
  private end(detail: string | null, known?: Failure): void {
    if (this.ended !== null) return
    const failure: Failure = known ?? {
      code: 'unavailable',
      message: 'The storage thread ended. Muster must be restarted.',
      details: { thread: this.parts.name, reason: detail }
    }
    this.ended = asError(failure)
    this.settleOpening.reject(this.ended)
    for (const { reject } of this.waiting.values()) reject(this.ended)
    this.waiting.clear()
    if (!this.closing && known === undefined) this.parts.onDied(failure)
  }
}

const asError = (failure: Failure): MusterError => new MusterError(failure.code, failure.message, failure.details)
