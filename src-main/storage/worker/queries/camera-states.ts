import type { CameraTimeline, TimelineSpan } from '../../../../contracts/cameras'
import type { CameraStateNote } from '../../api'
import type { Sql } from '../sql'

/** Muster says at least once a minute how its cameras stand; where it was silent for longer, nothing is known. */
const longestSilenceMs = 150_000
const keptMs = 8 * 86_400_000

interface SpanRow {
  id: number
  camera_id: string
  state: TimelineSpan['state']
  problem: TimelineSpan['problem']
  from_at: number
  to_at: number
}

/** Lengthens each camera's latest span, or begins another where its state has changed or was unknown meanwhile. */
export function noteCameraStates(sql: Sql, now: number, notes: readonly CameraStateNote[]): void {
  for (const { cameraId, state, problem } of notes) {
    if (sql.get('SELECT 1 FROM cameras WHERE id = @cameraId', { cameraId }) === undefined) continue
    const last = sql.get<SpanRow>('SELECT * FROM camera_states WHERE camera_id = @cameraId ORDER BY id DESC LIMIT 1', {
      cameraId
    })
    // A clock that was set back makes spans of its own.
    const known = last !== undefined && now >= last.to_at && now - last.to_at <= longestSilenceMs
    if (known) sql.run('UPDATE camera_states SET to_at = @now WHERE id = @id', { now, id: last.id })
    if (known && last.state === state && last.problem === problem) continue
    sql.run(
      `INSERT INTO camera_states (camera_id, state, problem, from_at, to_at)
       VALUES (@cameraId, @state, @problem, @now, @now)`,
      { cameraId, state, problem, now }
    )
  }
  sql.run('DELETE FROM camera_states WHERE to_at < @before', { before: now - keptMs })
}

/** Spans that touch `from` to `to` (epoch ms), cut to it, oldest first; cameras of which nothing is known have none. */
export function cameraTimelines(sql: Sql, { from, to }: { from: number; to: number }): CameraTimeline[] {
  const rows = sql.all<SpanRow>(
    `SELECT * FROM camera_states WHERE to_at > @from AND from_at < @to AND to_at > from_at
     ORDER BY camera_id, from_at, id`,
    { from, to }
  )
  const timelines = new Map<string, TimelineSpan[]>()
  for (const row of rows) {
    const spans = timelines.get(row.camera_id) ?? []
    timelines.set(row.camera_id, spans)
    const { state, problem } = row
    spans.push({ from: Math.max(from, row.from_at), to: Math.min(to, row.to_at), state, problem })
  }
  return [...timelines].map(([cameraId, spans]) => ({ cameraId, spans }))
}
