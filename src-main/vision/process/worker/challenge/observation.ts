import type { Box } from '../../../../../contracts/domain/face'
import type { Point } from '../affine'
import { eyesOpen } from '../eye-state'
import type { ObservedFace } from '../face-observer'
import type { Pose } from '../head-pose'
import type { FaceModels } from '../models'
import type { FaceShape } from './face-shape'
import { faceShape } from './face-shape'

/** What a challenge remembers of one look at a face. Nothing of the picture itself is kept. */
export interface Observation extends FaceShape {
  trackId: string
  /** In the source's own clock, ms. */
  ptsMs: number
  box: Box
  /** 68, in pixels of the picture. */
  points: readonly Point[]
  /** Probability that the eyes are open by the eye model, 0–1; null where the pack has none. */
  eyesOpen: number | null
  /** Null where the pack has no such model. */
  pose: Pose | null
  /** Of this picture alone, 0–1. */
  passive: number | null
  /** L2-normalised; null for a face too poor to be compared. */
  template: Float32Array | null
}

/** Runs what only a challenge needs, eye state and head pose, over a look. Null where the pack has no 68 landmarks. */
export async function observeFace(
  models: Pick<FaceModels, 'eyes' | 'pose'>,
  face: ObservedFace
): Promise<Observation | null> {
  const { trackId, ptsMs, picture, box, landmarks68: points, template, liveness } = face
  if (!points) return null
  const eyes = models.eyes ? await models.eyes.look(picture, points) : null
  return {
    trackId,
    ptsMs,
    box,
    points,
    ...faceShape(points),
    eyesOpen: eyes ? eyesOpen(eyes) : null,
    pose: models.pose ? await models.pose.estimate(picture, box) : null,
    passive: liveness,
    template
  }
}
