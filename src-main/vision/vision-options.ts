import type { Log } from '../platform/log'
import type { ToVision } from './protocol'
import type { ManagedProcess, Supervise } from './supervision'

/** A vision process however it was started: Electron's utilityProcess in the app, Node's fork in tests and benches. */
export interface VisionHandle extends ManagedProcess {
  /** `ports` are transferred; only Electron's can be. */
  post(message: ToVision, ports?: unknown[]): void
  onMessage(listener: (message: unknown) => void): void
}

export interface VisionClientOptions {
  launch: () => VisionHandle
  supervise: Supervise
  /** Folder of the pack to begin with; `setEngine` changes it. */
  modelsDir: string
  /** Path of ffmpeg as it is now; asked at every start. Null when there is none. */
  findDecoder: () => string | null
  /** Told of the decoders that run, whenever one has come or gone. */
  onDecoders?: (pids: readonly number[]) => void
  log: Log
  /** Threads of analysis, and threads that one run may use; null follows the cores. */
  workers?: number | null
  threadsPerWorker?: number | null
  /** Execution providers to begin with, in order of preference; `setEngine` changes them. */
  providers?: string[]
}

/** What recognition runs on: the process is started with it, so that a change starts it anew. */
export interface Engine {
  /** Folder of a model pack, with its `manifest.json`. */
  modelsDir: string
  /** Execution providers in order of preference; the first that survives a warm-up run is taken, model by model. */
  providers: string[]
}
