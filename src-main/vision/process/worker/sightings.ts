import type { Sighting } from '../../../../contracts/domain/attendance'
import type { FaceQuality, ModelRef } from '../../../../contracts/domain/face'
import { makeId } from '../../../../contracts/domain/ids'
import type { AnalysisFrame } from './analysis-frame'
import { faceCrop } from './face-crop'
import type { SiteKnowledge } from './judging'
import type { Track } from './track'
import type { Verdict } from './verdict'

export interface SightingParts {
  cameraId: string
  track: Track
  verdict: Verdict
  quality: FaceQuality
  threshold: number
  model: ModelRef
  frame: AnalysisFrame
  site: SiteKnowledge
}

/** A verdict as it leaves the vision process, with the picture that decided it. */
export function sightingOf(parts: SightingParts, ulid: string, decidedAt: number): Sighting {
  const { track, verdict, frame, site } = parts
  const { x1, y1, x2, y2 } = track.box
  return {
    id: makeId('sighting', ulid),
    cameraId: parts.cameraId,
    trackId: track.id,
    verdict: verdict.kind === 'checking' ? 'stranger' : verdict.kind,
    personId: verdict.personId,
    score: verdict.score,
    secondScore: verdict.secondScore,
    threshold: parts.threshold,
    refusal: verdict.refusal,
    liveness: verdict.liveness,
    quality: parts.quality,
    model: parts.model,
    galleryVersion: site.gallery?.version ?? 0,
    firstSeenAt: track.firstSeenAt,
    capturedAt: frame.capturedAt,
    framePtsMs: frame.ptsMs,
    decidedAt,
    box: { x1, y1, x2, y2 },
    frameWidth: frame.full.width,
    frameHeight: frame.full.height,
    crop: site.config.keepCrops ? faceCrop(frame.full, track.box) : null
  }
}
