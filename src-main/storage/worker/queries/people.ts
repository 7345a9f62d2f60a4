import { consentSchema } from '../../../../contracts/domain/person'
import type { Consent, Person } from '../../../../contracts/domain/person'
import type { Page } from '../../../../contracts/ipc'
import type { Sql, SqlParams } from '../sql'
import { containing, folded } from '../sql'
import { parseColumn } from './json-column'

export interface PersonRow {
  id: string
  name: string
  external_id: string
  sort_name: string
  consent: string | null
  photo_crop_id: string | null
  last_seen_at: number | null
  created_at: number
  updated_at: number
  reference_count: number
}

const columns = `p.id, p.name, p.external_id, p.sort_name, p.consent, p.photo_crop_id, p.last_seen_at, p.created_at,
  p.updated_at, (SELECT COUNT(*) FROM person_references r WHERE r.person_id = p.id) AS reference_count`

export const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  externalId: row.external_id,
  consent: row.consent === null ? null : parseColumn(consentSchema, 'people.consent', row.consent),
  referenceCount: row.reference_count,
  photoCropId: row.photo_crop_id,
  lastSeenAt: row.last_seen_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at
})

/** Undefined for an erased person as well: for all but old marks, they are not there. */
export const personRow = (sql: Sql, id: string): PersonRow | undefined =>
  sql.get<PersonRow>(`SELECT ${columns} FROM people p WHERE p.id = @id AND p.erased_at IS NULL`, { id })

/** Long enough to tell names apart, short enough for a page's key. */
const sortLength = 60

const searchable = (name: string, externalId: string) => ({
  sortName: folded(name).slice(0, sortLength),
  search: `${folded(name)}\n${folded(externalId)}`
})

export function insertPerson(sql: Sql, person: { id: string; name: string; externalId: string; now: number }): void {
  sql.run(
    `INSERT INTO people (id, name, external_id, sort_name, search_text, created_at, updated_at)
     VALUES (@id, @name, @externalId, @sortName, @search, @now, @now)`,
    { ...person, ...searchable(person.name, person.externalId) }
  )
}

export function renamePerson(sql: Sql, person: { id: string; name: string; externalId: string; now: number }): void {
  sql.run(
    `UPDATE people SET name = @name, external_id = @externalId, sort_name = @sortName, search_text = @search,
       updated_at = @now WHERE id = @id`,
    { ...person, ...searchable(person.name, person.externalId) }
  )
}

export function setConsent(sql: Sql, id: string, consent: Consent): void {
  sql.run('UPDATE people SET consent = @consent WHERE id = @id', { id, consent: JSON.stringify(consent) })
}

/** Leaves the bare id, to which marks point. */
export function blankPerson(sql: Sql, id: string, now: number): void {
  sql.run(
    `UPDATE people SET name = '', external_id = '', sort_name = '', search_text = '', consent = NULL, photo_crop_id = NULL,
       last_seen_at = NULL, updated_at = @now, erased_at = @now WHERE id = @id`,
    { id, now }
  )
}

/** The oldest reference that has a picture shows the person. */
export function refreshPhoto(sql: Sql, id: string): void {
  sql.run(
    `UPDATE people SET photo_crop_id = (SELECT r.crop_id FROM person_references r JOIN crops c ON c.id = r.crop_id
       WHERE r.person_id = @id ORDER BY r.id LIMIT 1) WHERE id = @id`,
    { id }
  )
}

export function touchLastSeen(sql: Sql, id: string, at: number): void {
  sql.run('UPDATE people SET last_seen_at = MAX(COALESCE(last_seen_at, 0), @at) WHERE id = @id', { id, at })
}

/** Who else carries this number; null for nobody. */
export const holderOfExternalId = (sql: Sql, externalId: string, exceptId: string): string | null =>
  externalId === ''
    ? null
    : (sql.get<{ id: string }>('SELECT id FROM people WHERE external_id = @externalId AND id <> @exceptId', {
        externalId,
        exceptId
      })?.id ?? null)

/** By name, then id. The key of a page is `id:sortName` of its last row. */
export function listPeople(sql: Sql, query: { search: string; cursor?: string | null; limit: number }): Page<Person> {
  const found = 'erased_at IS NULL' + (query.search === '' ? '' : ` AND search_text LIKE @pattern ESCAPE '\\'`)
  const filter: SqlParams = query.search === '' ? {} : { pattern: containing(folded(query.search)) }
  const after = query.cursor ? ' AND (sort_name, id) > (@sortName, @afterId)' : ''
  const colon = query.cursor?.indexOf(':') ?? -1
  const key: SqlParams = query.cursor
    ? { sortName: query.cursor.slice(colon + 1), afterId: query.cursor.slice(0, colon) }
    : {}
  const rows = sql.all<PersonRow>(
    `SELECT ${columns} FROM people p WHERE ${found}${after} ORDER BY sort_name, id LIMIT @limit`,
    { ...filter, ...key, limit: query.limit + 1 }
  )
  const total = sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM people WHERE ${found}`, filter)?.n ?? 0
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const next = rows.length > query.limit && last !== undefined ? `${last.id}:${last.sort_name}` : null
  return { rows: shown.map(toPerson), next, total }
}
