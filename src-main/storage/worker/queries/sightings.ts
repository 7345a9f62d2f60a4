import type { Decision, RecordedSighting, Sighting } from '../../../../contracts/domain/attendance'
import { sightingSchema } from '../../../../contracts/domain/attendance'
import type { Direction } from '../../../../contracts/domain/camera'
import { faceQualitySchema } from '../../../../contracts/domain/face'
import type { Sql, SqlParams } from '../sql'
import { parseColumn } from './json-column'

interface SightingRow {
  id: string
  camera_id: string
  camera_name: string
  track_id: string
  verdict: Sighting['verdict']
  person_id: string | null
  person_name: string | null
  score: number | null
  second_score: number | null
  threshold: number
  refusal: Sighting['refusal']
  liveness: string
  quality: string
  model_id: string
  model_version: string
  gallery_version: number
  first_seen_at: number
  captured_at: number
  frame_pts_ms: number
  decided_at: number
  recorded_at: number
  frame_width: number
  frame_height: number
  decision: Decision
  direction: Direction | null
  crop_id: string | null
}

const selected = `SELECT s.*, NULLIF(p.name, '') AS person_name FROM sightings s LEFT JOIN people p ON p.id = s.person_id`

const toSighting = (row: SightingRow): RecordedSighting => ({
  id: row.id,
  cameraId: row.camera_id,
  cameraName: row.camera_name,
  trackId: row.track_id,
  verdict: row.verdict,
  personId: row.person_id,
  personName: row.person_name,
  score: row.score,
  secondScore: row.second_score,
  threshold: row.threshold,
  refusal: row.refusal,
  liveness: parseColumn(sightingSchema.shape.liveness, 'sightings.liveness', row.liveness),
  quality: parseColumn(faceQualitySchema, 'sightings.quality', row.quality),
  model: { id: row.model_id, version: row.model_version },
  galleryVersion: row.gallery_version,
  firstSeenAt: row.first_seen_at,
  capturedAt: row.captured_at,
  framePtsMs: row.frame_pts_ms,
  decidedAt: row.decided_at,
  recordedAt: row.recorded_at,
  frameWidth: row.frame_width,
  frameHeight: row.frame_height,
  decision: row.decision,
  direction: row.direction,
  cropId: row.crop_id
})

export interface SightingOutcome {
  cameraName: string
  decision: Decision
  direction: Direction | null
  cropId: string | null
  recordedAt: number
}

export function insertSighting(sql: Sql, sighting: Sighting, outcome: SightingOutcome): void {
  sql.run(
    `INSERT INTO sightings (id, camera_id, camera_name, track_id, verdict, person_id, score, second_score, threshold,
       refusal, liveness, quality, model_id, model_version, gallery_version, first_seen_at, captured_at, frame_pts_ms,
       decided_at, recorded_at, box, frame_width, frame_height, decision, direction, crop_id)
     VALUES (@id, @cameraId, @cameraName, @trackId, @verdict, @personId, @score, @secondScore, @threshold,
       @refusal, @liveness, @quality, @modelId, @modelVersion, @galleryVersion, @firstSeenAt, @capturedAt, @framePtsMs,
       @decidedAt, @recordedAt, @box, @frameWidth, @frameHeight, @decision, @direction, @cropId)`,
    {
      id: sighting.id,
      cameraId: sighting.cameraId,
      trackId: sighting.trackId,
      verdict: sighting.verdict,
      personId: sighting.personId,
      score: sighting.score,
      secondScore: sighting.secondScore,
      threshold: sighting.threshold,
      refusal: sighting.refusal,
      liveness: JSON.stringify(sighting.liveness),
      quality: JSON.stringify(sighting.quality),
      modelId: sighting.model.id,
      modelVersion: sighting.model.version,
      galleryVersion: sighting.galleryVersion,
      firstSeenAt: sighting.firstSeenAt,
      capturedAt: sighting.capturedAt,
      framePtsMs: sighting.framePtsMs,
      decidedAt: sighting.decidedAt,
      box: JSON.stringify(sighting.box),
      frameWidth: sighting.frameWidth,
      frameHeight: sighting.frameHeight,
      ...outcome
    }
  )
}

export function findSighting(sql: Sql, id: string): RecordedSighting | null {
  const row = sql.get<SightingRow>(`${selected} WHERE s.id = @id`, { id })
  return row === undefined ? null : toSighting(row)
}

/** Newest record first. */
export function recentSightings(sql: Sql, query: { limit: number; decision?: Decision | null }): RecordedSighting[] {
  const decided = query.decision ? 'WHERE s.decision = @decision' : ''
  const params: SqlParams = query.decision ? { limit: query.limit, decision: query.decision } : { limit: query.limit }
  return sql.all<SightingRow>(`${selected} ${decided} ORDER BY s.seq DESC LIMIT @limit`, params).map(toSighting)
}

/** Sightings of a person that did not become a mark, newest first: the answer to "why was I not clocked in?". */
export const nearMissesOf = (sql: Sql, personId: string, limit: number): RecordedSighting[] =>
  sql
    .all<SightingRow>(
      `${selected} WHERE s.person_id = @personId AND s.decision <> 'marked' ORDER BY s.seq DESC LIMIT @limit`,
      { personId, limit }
    )
    .map(toSighting)
