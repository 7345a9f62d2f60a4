import type { Failure } from '../../contracts/result'
import type { Log } from '../platform/log'
import type { OpenReport, StorageReader, StorageWriter } from './api'
import type { StorageState, StorageThreadData } from './protocol'
import { readerMethods, writerMethods } from './protocol'
import { ThreadLink } from './thread-link'
import { createSteadyCell } from './worker/steady-time'

export interface StorageClientOptions {
  /** Scripts of the two threads: `storage-writer.js` and `storage-reader.js` of the build. */
  writerScript: string | URL
  readerScript: string | URL
  /** Node's own arguments for the threads, as for running their TypeScript. */
  execArgv?: string[]
  dataDir: string
  siteKey: StorageThreadData['siteKey']
  /** IANA zone of a site that has no settings yet. */
  timeZone: string
  /** Space kept back for a full disk; 64 MB unless told otherwise. */
  reserveBytes?: number
  log: Log
}

const defaultReserveBytes = 64 * 1024 * 1024
const closeAfterFailureMs = 1000

/** Main's side of storage. Failures are MusterErrors; nothing runs before `open`. */
export class StorageClient {
  readonly writer: StorageWriter
  readonly reader: StorageReader
  private writerThread: ThreadLink | null = null
  private readerThread: ThreadLink | null = null
  private state: StorageState = { full: false }
  private readonly stateListeners = new Set<(state: StorageState) => void>()
  private readonly deathListeners = new Set<(failure: Failure) => void>()

  constructor(private readonly options: StorageClientOptions) {
    this.writer = proxy<StorageWriter>(writerMethods, () => this.writerThread)
    this.reader = proxy<StorageReader>(readerMethods, () => this.readerThread)
  }

  /** Starts both threads. Throws `storage_busy`, `storage_newer` or `sealing_failed`; then nothing was changed. */
  async open(): Promise<OpenReport> {
    const { dataDir, siteKey, timeZone, reserveBytes = defaultReserveBytes } = this.options
    const data: StorageThreadData = { dataDir, siteKey, timeZone, reserveBytes, steadyCell: createSteadyCell() }
    this.writerThread = this.start('storage-writer', this.options.writerScript, data)
    this.readerThread = this.start('storage-reader', this.options.readerScript, data)
    try {
      const report = await this.writerThread.open()
      // The reader cannot open before the schema stands.
      await this.readerThread.open()
      if (report === null) throw new Error('the storage writer opened without a report')
      return report
    } catch (thrown) {
      await this.close(closeAfterFailureMs)
      throw thrown
    }
  }

  /** Told at once when the disk is full already, and at every change. Returns the way to stop listening. */
  onState(listener: (state: StorageState) => void): () => void {
    this.stateListeners.add(listener)
    if (this.state.full) listener(this.state)
    return () => this.stateListeners.delete(listener)
  }

  /** A thread died by itself: every call of its methods fails from now on with `unavailable`. */
  onDied(listener: (failure: Failure) => void): () => void {
    this.deathListeners.add(listener)
    return () => this.deathListeners.delete(listener)
  }

  /** Ends both threads in order, within `timeoutMs`, else by force, which loses no commit. */
  async close(timeoutMs: number): Promise<void> {
    const began = performance.now()
    await this.readerThread?.close(timeoutMs)
    await this.writerThread?.close(Math.max(0, timeoutMs - (performance.now() - began)))
  }

  private start(name: string, script: string | URL, data: StorageThreadData): ThreadLink {
    const { log, execArgv } = this.options
    return new ThreadLink({
      script,
      data,
      name,
      log,
      ...(execArgv && { execArgv }),
      onState: (state) => {
        this.state = state
        for (const listener of this.stateListeners) listener(state)
      },
      onDied: (failure) => {
        log.error({ thread: name, ...failure.details }, 'a storage thread died')
        for (const listener of this.deathListeners) listener(failure)
      }
    })
  }
}

function proxy<T>(methods: readonly Extract<keyof T, string>[], link: () => ThreadLink | null): T {
  const call = (method: string) => {
    return async (...args: unknown[]): Promise<unknown> => {
      const thread = link()
      if (thread === null) throw new Error('storage was not opened')
      return thread.call(method, args)
    }
  }
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as T
}
