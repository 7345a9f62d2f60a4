import type { CameraProblem, CameraStatus } from '../../contracts/domain/camera-status'
import type { EventType } from '../../contracts/domain/event'
import type { CameraStateNote } from '../storage/api'

export type CameraEventType = Extract<EventType, `camera.${string}`>

/** What a camera was last known to do, as far as events, warnings and its timeline go. */
export interface CameraHealth {
  /** `starting`: not live yet since it was switched on. A camera that has failed stays so until it is live again. */
  phase: 'off' | 'starting' | 'live' | 'failed'
  /** Of `failed`: the latest one. */
  problem: CameraProblem | null
  /** When the phase began, epoch ms. */
  since: number
}

export const unknownHealth: CameraHealth = { phase: 'off', problem: null, since: 0 }

/**
 * Which event, if any, a new state means. Pure. Failing again while failed says nothing new, and what was never live or
 * failed has not stopped.
 */
export function cameraTransition(
  health: CameraHealth,
  { state, problem, since }: Pick<CameraStatus, 'state' | 'problem' | 'since'>
): { health: CameraHealth; event: CameraEventType | null } {
  const move = (phase: CameraHealth['phase'], event: CameraEventType | null) => {
    const failed = phase === 'failed' ? problem : null
    return { health: { phase, problem: failed, since: phase === health.phase ? health.since : since }, event }
  }
  switch (state) {
    case 'off':
      return move('off', health.phase === 'live' || health.phase === 'failed' ? 'camera.stopped' : null)
    case 'connecting':
      return health.phase === 'off' ? move('starting', null) : { health, event: null }
    case 'live':
      if (health.phase === 'live') return { health, event: null }
      return move('live', health.phase === 'failed' ? 'camera.recovered' : 'camera.started')
    case 'retrying':
      return move('failed', health.phase === 'failed' ? null : 'camera.failed')
  }
}

/** What a camera's timeline says of it: between two tries of a camera that has failed nothing has changed. */
export function timelineNote(cameraId: string, health: CameraHealth, state: CameraStatus['state']): CameraStateNote {
  switch (health.phase) {
    case 'off':
      return { cameraId, state: 'off', problem: null }
    case 'starting':
      return { cameraId, state: 'connecting', problem: null }
    case 'live':
      // Nobody reads it for the moment, since the vision process starts anew.
      return { cameraId, state: state === 'live' ? 'live' : 'connecting', problem: null }
    case 'failed':
      return { cameraId, state: 'failed', problem: health.problem }
  }
}
