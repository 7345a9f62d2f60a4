import { Worker } from 'node:worker_threads'
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
   * Starts threads until there are `count`, never ends any. Messages to a new thread wait in its queue until its models
   * are loaded. A thread's index is its place in the order of starting.
   *
   * @returns what the new threads said when they were ready, in order
   * @throws MusterError as the models' loading does
   */
  grow(count: number): Promise<WorkerReady[]> {
    const ready: Promise<WorkerReady>[] = []
    while (this.threads.length < count) {
      const thread = new Worker(this.entry, { workerData: this.start, execArgv: [] })
      ready.push(this.attach(thread, this.threads.length))
      this.threads = [...this.threads, thread]
    }
    return Promise.all(ready)
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

  private attach(thread: Worker, index: number): Promise<WorkerReady> {
    return new Promise((resolve, reject) => {
      let isReady = false
      const die = (reason: string) => {
        if (this.closing) return
        if (isReady) this.events.onDeath(reason)
        else reject(new MusterError('internal', `an analysis thread did not start: ${reason}`))
      }
      thread.on('message', (given: unknown) => {
        const message = fromWorkerSchema.parse(given)
        if (message.type === 'ready') {
          isReady = true
          resolve(message)
        } else if (message.type === 'failed') {
          reject(new MusterError(message.failure.code, message.failure.message))
        } else this.events.onMessage(index, message)
      })
      thread.once('error', (failure) => die(failure.message))
      thread.once('exit', (code) => die(`it ended with code ${code}`))
    })
  }
}
