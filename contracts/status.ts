import type { QueueState } from './domain/webhook'

/** A matter that needs a hand, shown as a banner with its fix. */
export interface Warning {
  /** Stable per matter, so that a banner is replaced rather than stacked. */
  id: string
  level: 'info' | 'warning' | 'bad'
  code:
    | 'camera_down'
    /** More of them than are worth a banner each: `count`. */
    | 'cameras_down'
    /** A live camera shows no scene: `tamper` says how it looks. */
    | 'camera_tamper'
    | 'cameras_tamper'
    | 'endpoint_failing'
    /** A receiver's clock and this computer's differ by `seconds`. */
    | 'endpoint_clock'
    | 'vision_down'
    | 'model_corrupt'
    | 'provider_refused'
    | 'storage_full'
    | 'storage_down'
    | 'storage_recovered'
    | 'key_file'
    | 'decoder_missing'
    | 'electron_unsupported'
    | 'clock_skew'
  /** Values for the translated sentence. */
  values: Record<string, string | number>
  /** Route of the screen where it is put right. */
  fix: string | null
}

export interface VisionStatus {
  state: 'starting' | 'ready' | 'restarting' | 'failed' | 'stopped'
  pid: number | null
  /** Execution provider that runs, e.g. `cpu`. */
  provider: string | null
  detail: string
  restarts: number
  galleryVersion: number
  galleryTemplates: number
  /** Analysed pictures per second over all cameras. */
  fps: number
}

/** Everything that the frame around the screens shows. */
export interface AppStatus {
  mode: 'site' | 'demo'
  siteName: string
  vision: VisionStatus
  queue: { waiting: number; dead: number; nextAttemptAt: number | null }
  /** Whether anything can be reached from here. */
  link: QueueState['link']
  cameras: { live: number; enabled: number }
  /** Sightings that wait to be recorded because the disk is full. */
  unrecorded: number
  warnings: Warning[]
}

export interface AboutInfo {
  version: string
  electron: string
  electronPinned: string
  electronSource: 'official' | 'registry' | 'packaged'
  electronSupported: boolean
  chromium: string
  node: string
  sqlite: string
  onnxruntime: string
  ffmpeg: { path: string; version: string } | null
  models: { id: string; version: string; task: string; licence: string; sha256: string }[]
  keyProvider: 'keychain' | 'key-file' | 'passphrase'
  dataDir: string
  logFile: string
  processes: { name: string; pid: number; memoryMb: number }[]
  schemaVersion: number
}
