import { consentSchema, metadataSchema } from '../../../../contracts/domain/person'
import type { Consent, Person, PersonDetails, PersonStatus } from '../../../../contracts/domain/person'
import type { Sql } from '../sql'
import { folded } from '../sql'
import { parseColumn } from './json-column'

export interface PersonRow {
  id: string
  name: string
  external_id: string
  status: PersonStatus
  email: string
  phone: string
  team: string
  source: string
  notes: string
  valid_from: string | null
  valid_to: string | null
  metadata: string
  sort_name: string
  consent: string | null
  photo_crop_id: string | null
  last_seen_at: number | null
  created_at: number
  updated_at: number
  reference_count: number
}

export const personColumns = `p.id, p.name, p.external_id, p.status, p.email, p.phone, p.team, p.source, p.notes,
  p.valid_from, p.valid_to, p.metadata, p.sort_name, p.consent, p.photo_crop_id, p.last_seen_at, p.created_at, p.updated_at,
  (SELECT COUNT(*) FROM person_references r WHERE r.person_id = p.id) AS reference_count`

export const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  externalId: row.external_id,
  status: row.status,
  email: row.email,
  phone: row.phone,
  team: row.team,
  source: row.source,
  notes: row.notes,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  metadata: row.metadata === '{}' ? {} : parseColumn(metadataSchema, 'people.metadata', row.metadata),
  consent: row.consent === null ? null : parseColumn(consentSchema, 'people.consent', row.consent),
  referenceCount: row.reference_count,
  photoCropId: row.photo_crop_id,
  lastSeenAt: row.last_seen_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at
})

/** Undefined for an erased person as well: for all but old marks, they are not there. */
export const personRow = (sql: Sql, id: string): PersonRow | undefined =>
  sql.get<PersonRow>(`SELECT ${personColumns} FROM people p WHERE p.id = @id AND p.erased_at IS NULL`, { id })

/** Long enough to tell names apart, short enough for a page's key. */
const sortLength = 60

/** All that is written of a person by hand. */
export type WrittenPerson = PersonDetails & { id: string; name: string; now: number }

/** Every text that a search looks at, folded; a phone number also as its bare digits. */
const searchText = ({ name, externalId, email, phone, team }: WrittenPerson): string =>
  [name, externalId, email, phone, phone.replace(/\D/g, ''), team].filter(Boolean).map(folded).join('\n')

const bound = (person: WrittenPerson) => ({
  ...person,
  metadata: JSON.stringify(person.metadata),
  sortName: folded(person.name).slice(0, sortLength),
  search: searchText(person)
})

export function insertPerson(sql: Sql, person: WrittenPerson): void {
  sql.run(
    `INSERT INTO people (id, name, external_id, status, email, phone, team, source, notes, valid_from, valid_to, metadata,
       sort_name, search_text, created_at, updated_at)
     VALUES (@id, @name, @externalId, @status, @email, @phone, @team, @source, @notes, @validFrom, @validTo, @metadata,
       @sortName, @search, @now, @now)`,
    bound(person)
  )
}

export function writePerson(sql: Sql, person: WrittenPerson): void {
  sql.run(
    `UPDATE people SET name = @name, external_id = @externalId, status = @status, email = @email, phone = @phone,
       team = @team, source = @source, notes = @notes, valid_from = @validFrom, valid_to = @validTo, metadata = @metadata,
       sort_name = @sortName, search_text = @search, updated_at = @now WHERE id = @id`,
    bound(person)
  )
}

export function setConsent(sql: Sql, id: string, consent: Consent): void {
  sql.run('UPDATE people SET consent = @consent WHERE id = @id', { id, consent: JSON.stringify(consent) })
}

/** Leaves the bare id, to which marks point. */
export function blankPerson(sql: Sql, id: string, now: number): void {
  sql.run(
    `UPDATE people SET name = '', external_id = '', status = 'left', email = '', phone = '', team = '', source = '',
       notes = '', valid_from = NULL, valid_to = NULL, metadata = '{}', sort_name = '', search_text = '', consent = NULL,
       photo_crop_id = NULL, last_seen_at = NULL, updated_at = @now, erased_at = @now WHERE id = @id`,
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
    : (sql.get<{ id: string }>(
        // The last condition says nothing new but what the partial index asks for: without it every person is read.
        `SELECT id FROM people WHERE external_id = @externalId AND id <> @exceptId AND external_id <> ''`,
        { externalId, exceptId }
      )?.id ?? null)
