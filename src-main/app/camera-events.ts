import type { Camera } from '../../contracts/domain/camera'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { NewDomainEvent } from '../../contracts/domain/event'
import type { CameraEventType } from '../cameras/health'

/** The event that tells integrators what became of a camera. */
export function cameraEvent(
  type: CameraEventType,
  camera: Pick<Camera, 'id' | 'name'>,
  status: Pick<CameraStatus, 'state' | 'problem' | 'since'>,
  origin: { siteId: string; nodeId: string }
): NewDomainEvent {
  return {
    type,
    occurredAt: status.since,
    personId: null,
    cameraId: camera.id,
    data: {
      camera: { id: camera.id, name: camera.name },
      state: status.state,
      problem: status.problem,
      at: new Date(status.since).toISOString(),
      site_id: origin.siteId,
      node_id: origin.nodeId
    }
  }
}
