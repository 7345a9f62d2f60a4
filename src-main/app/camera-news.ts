import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { CameraRegistry } from '../cameras/registry'
import type { Trace } from '../platform/trace'
import type { VisionClient } from '../vision/vision-client'
import { CameraWarnings, cameraWarnings } from './camera-warnings'
import type { Push } from './pipeline'
import type { StatusBoard } from './status-board'

export interface CameraNewsDeps {
  cameras: () => CameraRegistry
  vision: Pick<VisionClient, 'status' | 'facts'>
  board: StatusBoard
  push: Push
  trace: Trace
  now: () => number
}

/** Carries the states of cameras to the status board, its warnings and the windows. */
export class CameraNews {
  private readonly warnings: CameraWarnings

  constructor(private readonly deps: CameraNewsDeps) {
    this.warnings = new CameraWarnings(deps.board)
  }

  told(status: CameraStatus): void {
    const { push, trace } = this.deps
    push('cameraStatus', status)
    trace('camera', {
      cameraId: status.cameraId,
      state: status.state,
      fpsIn: status.fpsIn,
      fpsAnalysed: status.fpsAnalysed,
      dropped: status.dropped,
      predicted: status.skipped.predicted
    })
    this.refresh()
  }

  refresh(): void {
    const { cameras, vision, board, now } = this.deps
    const registry = cameras()
    const decoderMissing = vision.status().state === 'ready' && vision.facts().ffmpeg === null
    board.set({ cameras: registry.counts() })
    this.warnings.show(cameraWarnings(registry.standings(), decoderMissing, now()))
  }
}
