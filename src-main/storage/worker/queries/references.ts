import type { ModelRef } from '../../../../contracts/domain/face'
import { faceQualitySchema } from '../../../../contracts/domain/face'
import type { Reference } from '../../../../contracts/domain/person'
import type { Place } from '../sealing'
import type { Sql } from '../sql'
import { parseColumn } from './json-column'

export interface ReferenceRow {
  id: string
  person_id: string
  model_id: string
  model_version: string
  template: Uint8Array
  quality: string
  crop_id: string
  created_at: number
}

export const templatePlace = (id: string): Place => `person_references/${id}/template`

export const toReference = (row: ReferenceRow): Reference => ({
  id: row.id,
  personId: row.person_id,
  model: { id: row.model_id, version: row.model_version },
  quality: parseColumn(faceQualitySchema, 'person_references.quality', row.quality),
  cropId: row.crop_id,
  createdAt: row.created_at
})

/** `template` is sealed by the caller. */
export function insertReference(sql: Sql, reference: Reference, template: Uint8Array): void {
  sql.run(
    `INSERT INTO person_references (id, person_id, model_id, model_version, template, quality, crop_id, created_at)
     VALUES (@id, @personId, @modelId, @modelVersion, @template, @quality, @cropId, @createdAt)`,
    {
      id: reference.id,
      personId: reference.personId,
      modelId: reference.model.id,
      modelVersion: reference.model.version,
      template,
      quality: JSON.stringify(reference.quality),
      cropId: reference.cropId,
      createdAt: reference.createdAt
    }
  )
}

export const referenceRow = (sql: Sql, id: string): ReferenceRow | undefined =>
  sql.get<ReferenceRow>('SELECT * FROM person_references WHERE id = @id', { id })

export const referencesOf = (sql: Sql, personId: string): ReferenceRow[] =>
  sql.all<ReferenceRow>('SELECT * FROM person_references WHERE person_id = @personId ORDER BY id', { personId })

export const deleteReference = (sql: Sql, id: string): void => {
  sql.run('DELETE FROM person_references WHERE id = @id', { id })
}

/** How many there were. */
export const deleteReferencesOf = (sql: Sql, personId: string): number =>
  sql.run('DELETE FROM person_references WHERE person_id = @personId', { personId }).changes

/** References of one model under a consent, in order of id, with the person's name. */
export const galleryRows = (
  sql: Sql,
  query: { model: ModelRef; afterReferenceId: string | null; limit: number }
): (ReferenceRow & { name: string })[] =>
  sql.all(
    `SELECT r.*, p.name FROM person_references r JOIN people p ON p.id = r.person_id
     WHERE r.model_id = @modelId AND r.model_version = @modelVersion AND r.id > @after
       AND p.erased_at IS NULL AND p.consent IS NOT NULL
     ORDER BY r.id LIMIT @limit`,
    {
      modelId: query.model.id,
      modelVersion: query.model.version,
      after: query.afterReferenceId ?? '',
      limit: query.limit
    }
  )
