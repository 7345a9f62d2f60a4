import type { EventData } from '../../../contracts/domain/event'
import { calibrated } from './calibrate'
import type { Wordings } from './values'
import { utcSeconds } from './values'

/** Whom the receiver knows: by its own number where the site has one, else by Muster's id; null when nobody was named. */
export const userId = (person: { id: string; external_id: string } | null): string | null =>
  person === null ? null : person.external_id || person.id

/** Of `id@version`, the version; guides know one model only. */
export const versionOf = (model: string | null): string | null =>
  model === null ? null : model.slice(model.lastIndexOf('@') + 1)

/** What the guides call match and threshold, on their one scale. */
export const matchOf = (data: { score: number | null; match_scale: EventData<'attendance.recorded'>['match_scale'] }) =>
  calibrated(data.score, data.match_scale)

/** What guides list nowhere and yet may be asked for. Without cosines, which only `standard` has. */
export const foreignWordings: Wordings = {
  'attendance.recorded': (data) => ({
    mark_id: data.mark_id,
    sequence: data.sequence,
    user_id: userId(data.person),
    person_id: data.person.id,
    name: data.person.name,
    direction: data.direction,
    camera_id: data.camera.id,
    camera_name: data.camera.name,
    captured_at: utcSeconds(data.captured_at),
    recorded_at: utcSeconds(data.recorded_at),
    confidence: matchOf(data),
    threshold_used: calibrated(data.threshold, data.match_scale),
    liveness_score: data.liveness.score,
    is_live: data.liveness.is_live
  }),
  'person.recognized': (data) => ({
    sighting_id: data.sighting_id,
    user_id: userId(data.person),
    person_id: data.person.id,
    name: data.person.name,
    camera_id: data.camera.id,
    camera_name: data.camera.name,
    captured_at: utcSeconds(data.captured_at),
    confidence: matchOf(data),
    threshold_used: calibrated(data.threshold, data.match_scale),
    decision: data.decision
  }),
  'stranger.detected': (data) => ({
    sighting_id: data.sighting_id,
    camera_id: data.camera.id,
    camera_name: data.camera.name,
    captured_at: utcSeconds(data.captured_at),
    confidence: calibrated(data.best_score, data.match_scale),
    threshold_used: calibrated(data.threshold, data.match_scale)
  }),
  // As it was signed: a receiver hands it to the verifier.
  'ledger.checkpoint': (data) => data
}
