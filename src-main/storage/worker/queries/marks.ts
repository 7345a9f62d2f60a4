import type { Mark, MarkSource } from '../../../../contracts/domain/attendance'
import type { Direction } from '../../../../contracts/domain/camera'
import type { IpcParsed, Page } from '../../../../contracts/ipc'
import type { Sql, SqlParams } from '../sql'
import { containing, folded } from '../sql'
import type { Vault } from '../vault'
import { reasonPlace } from './corrections'

interface MarkRow {
  id: string
  seq: number
  person_id: string
  person_name: string
  external_id: string
  camera_id: string
  camera_name: string
  direction: Direction
  captured_at: number
  decided_at: number | null
  recorded_at: number
  source: MarkSource
  corrects: string | null
  ended_id: string | null
  ended_kind: 'change' | 'void' | null
  ended_author: string | null
  ended_reason: Uint8Array | null
  ended_at: number | null
  score: number | null
  liveness_score: number | null
  sighting_id: string | null
  crop_id: string | null
}

const selected = `SELECT m.*, p.name AS person_name, p.external_id, c.id AS ended_id, c.kind AS ended_kind,
  c.author AS ended_author, c.reason AS ended_reason, c.at AS ended_at
  FROM marks m JOIN people p ON p.id = m.person_id
  LEFT JOIN ended_marks e ON e.mark_seq = m.seq LEFT JOIN corrections c ON c.seq = e.correction_seq`

/** True of marks that count: no correction ended them. `m` is the mark. */
export const counts = 'NOT EXISTS (SELECT 1 FROM ended_marks e WHERE e.mark_seq = m.seq)'

const toMark = (vault: Vault, row: MarkRow): Mark => ({
  id: row.id,
  seq: row.seq,
  personId: row.person_id,
  personName: row.person_name,
  externalId: row.external_id,
  cameraId: row.camera_id,
  cameraName: row.camera_name,
  direction: row.direction,
  capturedAt: row.captured_at,
  decidedAt: row.decided_at,
  recordedAt: row.recorded_at,
  source: row.source,
  corrects: row.corrects,
  ended: endOf(vault, row),
  score: row.score,
  livenessScore: row.liveness_score,
  sightingId: row.sighting_id,
  cropId: row.crop_id
})

function endOf(vault: Vault, row: MarkRow): Mark['ended'] {
  const { ended_id: id, ended_kind: kind, ended_author: author, ended_reason: reason, ended_at: at } = row
  if (id === null || kind === null || author === null || reason === null || at === null) return null
  return { kind, author, reason: vault.openText(reasonPlace(id), reason), at }
}

/** Everything of a mark but its sequence, which the database gives, and the person's name, which lies with the person. */
export type NewMark = Omit<Mark, 'seq' | 'personName' | 'externalId' | 'ended'> & { recordedSteady: number }

export function insertMark(sql: Sql, mark: NewMark): void {
  sql.run(
    `INSERT INTO marks (id, person_id, camera_id, camera_name, direction, captured_at, decided_at, recorded_at, recorded_steady,
       source, corrects, score, liveness_score, sighting_id, crop_id)
     VALUES (@id, @personId, @cameraId, @cameraName, @direction, @capturedAt, @decidedAt, @recordedAt,
       @recordedSteady, @source, @corrects, @score, @livenessScore, @sightingId, @cropId)`,
    { ...mark }
  )
}

export function markOfSighting(sql: Sql, vault: Vault, sightingId: string): Mark | null {
  const row = sql.get<MarkRow>(`${selected} WHERE m.sighting_id = @sightingId`, { sightingId })
  return row === undefined ? null : toMark(vault, row)
}

export function markById(sql: Sql, vault: Vault, id: string): Mark | null {
  const row = sql.get<MarkRow>(`${selected} WHERE m.id = @id`, { id })
  return row === undefined ? null : toMark(vault, row)
}

/** Whether the person has this very punch already, and it counts. */
export const hasPunch = (sql: Sql, punch: { personId: string; capturedAt: number; direction: Direction }): boolean =>
  sql.get(
    `SELECT 1 FROM marks m WHERE person_id = @personId AND captured_at = @capturedAt AND direction = @direction AND ${counts}`,
    punch
  ) !== undefined

type Neighbour = { capturedAt: number; direction: Direction }

/** The person's marks that count nearest to a moment by capture time; one at that very moment counts as before. */
export function neighbours(
  sql: Sql,
  personId: string,
  at: number
): { before: Neighbour | null; after: Neighbour | null } {
  const nearest = (condition: string) =>
    sql.get<Neighbour>(
      `SELECT captured_at AS capturedAt, direction FROM marks m WHERE person_id = @personId AND ${counts} AND ${condition} LIMIT 1`,
      { personId, at }
    ) ?? null
  return {
    before: nearest('captured_at <= @at ORDER BY captured_at DESC, seq DESC'),
    after: nearest('captured_at > @at ORDER BY captured_at, seq')
  }
}

export const lastMarksOf = (sql: Sql, vault: Vault, personId: string, limit: number): Mark[] =>
  sql
    .all<MarkRow>(`${selected} WHERE m.person_id = @personId ORDER BY m.captured_at DESC, m.seq DESC LIMIT @limit`, {
      personId,
      limit
    })
    .map((row) => toMark(vault, row))

/** Newest capture first, so that a mark that came late stands where it belongs. The key of a page is `capturedAt:seq`. */
export function listMarks(sql: Sql, vault: Vault, query: IpcParsed<'attendance.list'>): Page<Mark> {
  const { conditions, params } = filterOf(query)
  const where = (all: string[]) => (all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`)
  const [capturedAt, seq] = (query.cursor ?? '').split(':').map(Number)
  const paged = query.cursor ? [...conditions, '(m.captured_at, m.seq) < (@beforeAt, @beforeSeq)'] : conditions
  const key: SqlParams = query.cursor ? { beforeAt: capturedAt ?? 0, beforeSeq: seq ?? 0 } : {}
  const rows = sql.all<MarkRow>(`${selected} ${where(paged)} ORDER BY m.captured_at DESC, m.seq DESC LIMIT @limit`, {
    ...params,
    ...key,
    limit: query.limit + 1
  })
  const total = sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM marks m ${query.search === '' ? '' : 'JOIN people p ON p.id = m.person_id'} ${where(conditions)}`,
    params
  )
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const next = rows.length > query.limit && last !== undefined ? `${last.captured_at}:${last.seq}` : null
  return { rows: shown.map((row) => toMark(vault, row)), next, total: total?.n ?? 0 }
}

function filterOf(query: IpcParsed<'attendance.list'>): { conditions: string[]; params: SqlParams } {
  const conditions: string[] = []
  const params: SqlParams = {}
  const add = (condition: string, name: string, value: string | number | null | undefined) => {
    if (value === null || value === undefined || value === '') return
    conditions.push(condition)
    params[name] = value
  }
  add('m.captured_at >= @from', 'from', query.from)
  add('m.captured_at < @to', 'to', query.to)
  add('m.camera_id = @cameraId', 'cameraId', query.cameraId)
  add('m.person_id = @personId', 'personId', query.personId)
  if (query.search !== '') {
    conditions.push(`(p.search_text LIKE @folded ESCAPE '\\' OR m.camera_name LIKE @typed ESCAPE '\\')`)
    Object.assign(params, { folded: containing(folded(query.search)), typed: containing(query.search) })
  }
  return { conditions, params }
}

/** Who is in and who is out by the last mark of each person captured from `from` up to before `to`. */
export function presence(sql: Sql, window: { from: number; to: number }) {
  const sums = sql.get<{ marks: number; people: number }>(
    `SELECT COUNT(*) AS marks, COUNT(DISTINCT person_id) AS people FROM marks m WHERE captured_at >= @from AND captured_at < @to AND ${counts}`,
    window
  )
  const last = sql.get<{ inside: number }>(
    `SELECT COALESCE(SUM(direction = 'in'), 0) AS inside FROM (
       SELECT direction, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY captured_at DESC, seq DESC) AS place
       FROM marks m WHERE captured_at >= @from AND captured_at < @to AND ${counts}) WHERE place = 1`,
    window
  )
  const people = sums?.people ?? 0
  const inside = last?.inside ?? 0
  return { in: inside, out: people - inside, marks: sums?.marks ?? 0, people }
}
