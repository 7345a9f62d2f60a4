import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { EventType } from '../../contracts/domain/event'

type State = CameraStatus['state']
export type CameraEventType = Extract<EventType, `camera.${string}`>

/** What a camera was last known to do, as far as events go. */
export interface CameraHealth {
  /** Live once since it was switched on; before that a failure is a failure to start. */
  phase: 'off' | 'starting' | 'live' | 'failed'
}

/** Which event, if any, a new state means. Pure; failing again while failed says nothing new. */
export function cameraTransition(
  health: CameraHealth,
  state: State
): { health: CameraHealth; event: CameraEventType | null } {
  switch (state) {
    case 'off':
      return { health: { phase: 'off' }, event: health.phase === 'off' ? null : 'camera.stopped' }
    case 'connecting':
      return { health: health.phase === 'off' ? { phase: 'starting' } : health, event: null }
    case 'live':
      if (health.phase === 'live') return { health, event: null }
      return { health: { phase: 'live' }, event: health.phase === 'failed' ? 'camera.recovered' : 'camera.started' }
    case 'retrying':
      return { health: { phase: 'failed' }, event: health.phase === 'failed' ? null : 'camera.failed' }
  }
}
