import type { Box, FaceReason, FaceStatus, OverlayFace } from '../../../../contracts/domain/face'
import type { Track } from './track'
import type { Verdict } from './verdict'

const statusOf: Record<Verdict['kind'], FaceStatus> = {
  checking: 'checking',
  recognized: 'recognized',
  stranger: 'unknown',
  spoof: 'spoof'
}

/** Looks in a row after which an undecided face is said to be too poor rather than being checked. */
const poorAfter = 3

/** A track as it is drawn, at `box`. */
export function overlayOf(track: Track, { x1, y1, x2, y2 }: Box): OverlayFace {
  const { standing, current } = track
  const decided = standing.kind !== 'checking'
  const { kind, personId, name, score } = decided ? standing : current
  const status = !decided && track.poorLooks >= poorAfter ? 'poor' : statusOf[decided ? kind : 'checking']
  const { score: live, isLive } = (decided ? standing : current).liveness
  return {
    trackId: track.id,
    box: { x1, y1, x2, y2 },
    status,
    personId,
    name,
    score,
    reason: reasonOf(track, status),
    liveness: { score: live, isLive },
    eyeDistancePx: track.quality?.eyeDistancePx ?? null,
    goodFrames: track.goodFrames
  }
}

/** Why a face has no name; null for one that has. A face that is too poor right now says what is wrong with it. */
function reasonOf(track: Track, status: FaceStatus): FaceReason | null {
  if (status === 'recognized') return null
  const refusal = (status === 'checking' || status === 'poor' ? track.current : track.standing).refusal
  const quality = track.poorLooks > 0 ? (track.quality?.reasons[0] ?? null) : null
  if (status === 'poor') return { refusal: 'low_quality', quality }
  return { refusal: refusal ?? 'too_few_good_frames', quality: status === 'checking' ? quality : null }
}
