import type { Mark, Sighting } from '../../../../contracts/domain/attendance'
import type { MatchScale } from '../../../../contracts/domain/event-parts'
import { appendEvent, isoTime, originOf } from './append-event'
import type { UseCaseContext } from './context'

/** Tells of a mark that counts from now on; `seen` is what a camera saw of it. Answers how many deliveries came due. */
export function announceMark(
  context: UseCaseContext,
  mark: Mark,
  seen: { sighting: Sighting; matchScale: MatchScale | null } | null
): number {
  return appendEvent(context, {
    type: 'attendance.recorded',
    occurredAt: mark.capturedAt,
    personId: mark.personId,
    cameraId: mark.source === 'manual' ? null : mark.cameraId,
    data: {
      mark_id: mark.id,
      sequence: mark.seq,
      person: { id: mark.personId, name: mark.personName, external_id: mark.externalId },
      camera: { id: mark.cameraId, name: mark.cameraName },
      direction: mark.direction,
      captured_at: isoTime(mark.capturedAt),
      recorded_at: isoTime(mark.recordedAt),
      score: mark.score,
      threshold: seen?.sighting.threshold ?? null,
      match_scale: seen?.matchScale ?? null,
      liveness: { score: mark.livenessScore, is_live: seen?.sighting.liveness.isLive ?? null },
      sighting_id: mark.sightingId,
      source: mark.source,
      corrects: mark.corrects,
      ...originOf(context)
    }
  }).deliveries
}
