import type { RecordedSighting } from './domain/attendance'
import type { CameraStatus } from './domain/camera-status'
import type { OverlayFace } from './domain/face'
import type { LivenessNews } from './domain/liveness'
import type { AppStatus } from './status'

/**
 * What main tells its windows. A push says what changed, so that the one query cache drops what is stale; it never
 * drives control flow. `sighting` and `cameraStatus` carry their value because the live view shows them at once.
 */
export interface PushMap {
  status: AppStatus
  cameraStatus: CameraStatus
  sighting: RecordedSighting
  /** Of checks that `liveness.begin` began, or anybody else. */
  liveness: LivenessNews
  /** Query roots whose cached answers are stale. */
  changed: { roots: QueryRoot[] }
}

export type PushName = keyof PushMap

/** First parts of the channel names of `ipc.ts`: what a `changed` push can name. */
export const queryRoots = [
  'app',
  'settings',
  'engine',
  'packs',
  'cameras',
  'people',
  'attendance',
  'shifts',
  'reports',
  'sightings',
  'endpoints',
  'deliveries'
] as const
export type QueryRoot = (typeof queryRoots)[number]

export const pushChannel = 'muster:push'
export const previewPortChannel = 'muster:preview-port'

/** One preview picture on the direct port from the vision process: picture and boxes are of the same frame. */
export interface PreviewFrame {
  type: 'frame'
  cameraId: string
  /** Presentation time in ms; analysis and preview of one picture share it. */
  frameId: number
  width: number
  height: number
  /** Size of the source picture, in which the boxes are given. */
  sourceWidth: number
  sourceHeight: number
  capturedAt: number
  jpeg: Uint8Array
  faces: OverlayFace[]
}

/** Renderer to vision on the same port: only visible tiles are sent, the next picture only after `drawn`. */
export type PreviewRequest =
  /** `sparing` are those of them that are drawn so small, among so many, that about five pictures a second do. */
  | { type: 'watch'; cameraIds: string[]; sparing?: string[] | undefined }
  | { type: 'drawn'; cameraId: string; frameId: number }
