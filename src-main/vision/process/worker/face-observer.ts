import type { Box, FaceQuality } from '../../../../contracts/domain/face'
import type { Point } from './affine'
import type { Picture } from './picture'

/** One full look at the face of one track. All places are in pixels of `picture`. */
export interface ObservedFace {
  trackId: string
  /** Time of the picture in the source's own clock, ms. */
  ptsMs: number
  /** Wall time of the picture, epoch milliseconds. */
  capturedAt: number
  /** Shared memory that is given back once `observe` has settled: copy what must last. */
  picture: Picture
  box: Box
  /** The 68 points of the 300-W scheme; null where the pack's model gives fewer. */
  landmarks68: readonly Point[] | null
  /** L2-normalised; null for a face that is too poor to be compared. */
  template: Float32Array | null
  /** Passive liveness of this picture alone, 0–1; null where no model can tell. */
  liveness: number | null
  quality: FaceQuality
}

/**
 * Somebody who follows faces at one camera more closely than a verdict needs, as a liveness challenge does. While one is
 * attached, every picture is a full look, with its liveness, for the tracks that it asks for.
 */
export interface FaceObserver {
  /** Whether this track is to be looked at in every picture. Asked before the look. */
  wants(trackId: string): boolean
  /** A look at a wanted track; the analysis waits for it. */
  observe(face: ObservedFace): void | Promise<void>
  /** After each picture, with all faces in it: for time limits, and to see that somebody has left. */
  pictureDone(ptsMs: number, trackIds: readonly string[]): void
}
