import type { Sighting } from '../../contracts/domain/attendance'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { VisionStatus } from '../../contracts/status'
import { Subscribers } from './subscribers'

/** Whoever wants to hear of the vision process, by what it tells. */
export interface VisionNews {
  status: Subscribers<VisionStatus>
  sighting: Subscribers<Sighting>
  camera: Subscribers<CameraStatus>
  /** It has come up, the first time and after each restart. */
  ready: Subscribers<null>
  /** A window has drawn its first live picture. */
  drawn: Subscribers<null>
}

export const makeNews = (onFailure: (failure: unknown) => void): VisionNews => ({
  status: new Subscribers(onFailure),
  sighting: new Subscribers(onFailure),
  camera: new Subscribers(onFailure),
  ready: new Subscribers(onFailure),
  drawn: new Subscribers(onFailure)
})
