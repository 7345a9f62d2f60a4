import { Worker } from 'node:worker_threads'
import type { ErrorCode } from '../../../contracts/errors'
import { errorCodes } from '../../../contracts/errors'
import { MusterError } from '../../../contracts/result'
import type { FromWorker, ToWorker, WorkerStart } from './worker/worker-messages'
import { fromWorkerSchema } from './worker/worker-messages'

export type WorkerReady = Extract<FromWorker, { type: 'ready' }>

export interface WorkerPoolEvents {
  onMessage: (worker: number, message: FromWorker) => void
  /** A thread died: its sessions and tracks are gone, and the process had better start anew. */
  onDeath: (reason: string) => void
}

/** The analysis threads. Cameras stay with the worker they were given, since their tracks live there. */
export class WorkerPool {
  private readonly cameras = new Map<string, number>()
  private closing = false

  private threads: Worker[] = []

  constructor(
    private readonly entry: URL,
    private readonly start: WorkerStart,
    private readonly events: WorkerPoolEvents
  ) {}

  /**
   * Starts threads until there are `count`, never ends any, and resolves when each new one has loaded and warmed up its
   * models. A thread's index is its place in the order of starting.
   *
   * @returns what the new threads said, in order
   * @throws MusterError as the models' loading does; the threads that were started are ended again
   */
  async grow(count: number): Promise<WorkerReady[]> {
    const fresh = Array.from(
      { length: Math.max(0, count - this.threads.length) },
      () => new Worker(this.entry, { workerData: this.start, execArgv: [] })
    )
    try {
      const ready = await Promise.all(fresh.map(untilReady))
      for (const thread of fresh) {
        this.attach(thread, this.threads.length)
        this.threads = [...this.threads, thread]
      }
      return ready
    } catch (failure) {
      await Promise.all(fresh.map((thread) => thread.terminate()))
      throw failure
    }
  }

  get size(): number {
    return this.threads.length
  }

  /** The worker of a camera: the one it has, else the one with the fewest. */
  workerOf(cameraId: string): number {
    const known = this.cameras.get(cameraId)
    if (known !== undefined) return known
    const load = this.threads.map((_, index) => [...this.cameras.values()].filter((worker) => worker === index).length)
    const worker = load.indexOf(Math.min(...load))
    this.cameras.set(cameraId, worker)
    return worker
  }

  forget(cameraId: string): void {
    this.cameras.delete(cameraId)
  }

  toCamera(cameraId: string, message: ToWorker): void {
    this.to(this.workerOf(cameraId), message)
  }

  to(worker: number, message: ToWorker): void {
    this.threads[worker]?.postMessage(message)
  }

  toAll(message: ToWorker): void {
    for (const thread of this.threads) thread.postMessage(message)
  }

  /**
   * Lets each thread finish its picture and end by itself: to end one inside a native run aborts the whole process.
   * Threads that take longer than `patienceMs` are left to the end of the process.
   */
  async close(patienceMs: number): Promise<void> {
    this.closing = true
    const ended = this.threads.map((thread) => new Promise<void>((resolve) => thread.once('exit', () => resolve())))
    this.toAll({ type: 'close' })
    await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, patienceMs).unref())])
  }

  private attach(thread: Worker, index: number): void {
    thread.on('message', (message: unknown) => this.events.onMessage(index, fromWorkerSchema.parse(message)))
    thread.once('error', (failure) => this.events.onDeath(failure.message))
    thread.once('exit', (code) => {
      if (!this.closing) this.events.onDeath(`an analysis thread ended with code ${code}`)
    })
  }
}

function untilReady(thread: Worker): Promise<WorkerReady> {
  return new Promise((resolve, reject) => {
    const done = () => {
      thread.removeAllListeners('message')
      thread.removeAllListeners('error')
      thread.removeAllListeners('exit')
    }
    thread.once('message', (given: unknown) => {
      done()
      const message = fromWorkerSchema.parse(given)
      if (message.type === 'ready') resolve(message)
      else if (message.type === 'failed') reject(new MusterError(codeOf(message.failure.code), message.failure.message))
      else reject(new MusterError('internal', 'an analysis thread spoke before it was ready'))
    })
    thread.once('error', (failure) => {
      done()
      reject(failure)
    })
    thread.once('exit', (code) => {
      done()
      reject(new MusterError('internal', `an analysis thread ended with code ${code} while it started`))
    })
  })
}

const codeOf = (text: string): ErrorCode => errorCodes.find((code) => code === text) ?? 'internal'
