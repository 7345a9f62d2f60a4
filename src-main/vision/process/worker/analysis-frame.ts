import type { Sighting } from '../../../../contracts/domain/attendance'
import type { OverlayFace } from '../../../../contracts/domain/face'
import type { ScoredBox } from './boxes'
import type { Picture } from './picture'

/** One moment of one camera. */
export interface AnalysisFrame {
  full: Picture
  /** The same picture, scaled to fit the detector. */
  detector: Picture
  /** Time in the source's own clock, ms. */
  ptsMs: number
  /** Wall time, epoch milliseconds. */
  capturedAt: number
}

export interface FrameResult {
  /** Faces that were found where the camera's zones let them count; null when the picture was not searched, and everybody drawn where they should be. */
  boxes: ScoredBox[] | null
  faces: OverlayFace[]
  sightings: Sighting[]
}
