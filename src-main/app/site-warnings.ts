import type { KeyProvider } from '../platform/key-provider'
import type { OpenReport } from '../storage/api'
import type { CameraRegistry } from '../cameras/registry'
import type { VisionClient } from '../vision/vision-client'
import type { Push } from './pipeline'
import { buildInfo, electronSupported } from './build-info'
import type { StatusBoard } from './status-board'
import type { Trace } from '../platform/trace'

/** What opening the database brought to light and an operator should know. */
export function warnOfOpening(board: StatusBoard, report: OpenReport, keyProvider: Pick<KeyProvider, 'kind'>): void {
  const version = process.versions.electron
  if (version !== undefined && !electronSupported(version, buildInfo.electronPinned)) {
    board.warn({
      id: 'electron_unsupported',
      level: 'info',
      code: 'electron_unsupported',
      values: { version },
      fix: '/settings/about'
    })
  }
  if (keyProvider.kind === 'key-file') {
    board.warn({ id: 'key_file', level: 'warning', code: 'key_file', values: {}, fix: '/settings/about' })
  }
  if (report.corruptSetAside !== null) {
    board.warn({
      id: 'storage_recovered',
      level: 'bad',
      code: 'storage_recovered',
      values: { file: report.corruptSetAside },
      fix: '/settings/about'
    })
  }
}

export interface VisionWatchDeps {
  vision: Pick<VisionClient, 'onStatus' | 'onCameraStatus' | 'onPreviewDrawn' | 'status' | 'facts'>
  cameras: CameraRegistry
  board: StatusBoard
  push: Push
  trace: Trace
  /** Told of every state of vision, after the cameras were. */
  onState: () => void
}

/** Carries the states of recognition to the cameras, the status board and the windows, and those of cameras to their registry. */
export function watchVision({ vision, cameras, board, push, trace, onState }: VisionWatchDeps): () => void {
  let last: ReturnType<VisionClient['status']>['state'] | null = null
  const noteVision = (status: ReturnType<VisionClient['status']>) => {
    // Decoder and models are known from then on: what open pages say of them is stale.
    if (status.state === 'ready' && last !== 'ready') push('changed', { roots: ['app', 'engine', 'cameras'] })
    if (status.state !== 'ready' && last === 'ready') cameras.noteVisionDown()
    if (status.state !== last) trace('vision', { state: status.state, restarts: status.restarts })
    last = status.state
    board.set({ vision: status, cameras: cameras.counts() })
    const down = status.state === 'failed' || status.state === 'restarting'
    if (down) {
      const code = status.detail.startsWith('model') ? 'model_corrupt' : 'vision_down'
      board.warn({
        id: 'vision_down',
        level: 'bad',
        code,
        values: { detail: status.detail, restarts: status.restarts },
        fix: '/settings/recognition'
      })
    } else board.clear('vision_down')
    // To run elsewhere than where it was asked to is slow at best: nobody should find out by chance.
    const { provider } = vision.facts()
    const [refused] = status.state === 'ready' ? (provider?.refused ?? []) : []
    if (provider && refused) {
      board.warn({
        id: 'provider_refused',
        level: 'warning',
        code: 'provider_refused',
        values: { asked: refused.provider, running: provider.running, reason: refused.reason },
        fix: '/settings/recognition'
      })
    } else if (status.state === 'ready') board.clear('provider_refused')
    onState()
  }
  const offStatus = vision.onStatus(noteVision)
  const offCamera = vision.onCameraStatus((status) => void cameras.noteStatus(status))
  const offDrawn = vision.onPreviewDrawn(() => trace('first-frame'))
  noteVision(vision.status())
  return () => {
    offDrawn()
    offStatus()
    offCamera()
  }
}
