import { faceQualitySchema } from '../../../../contracts/domain/face'
import type { Reference } from '../../../../contracts/domain/person'
import type { Sql } from '../sql'
import { parseColumn } from './json-column'

export interface ReferenceRow {
  id: string
  person_id: string
  model_id: string
  model_version: string
  quality: string
  crop_id: string
  created_at: number
}

export const toReference = (row: ReferenceRow): Reference => ({
  id: row.id,
  personId: row.person_id,
  model: { id: row.model_id, version: row.model_version },
  quality: parseColumn(faceQualitySchema, 'person_references.quality', row.quality),
  cropId: row.crop_id,
  createdAt: row.created_at
})

/** Its model is the one that it was enrolled with; its templates are in `reference_templates`. */
export function insertReference(sql: Sql, reference: Reference): void {
  sql.run(
    `INSERT INTO person_references (id, person_id, model_id, model_version, quality, crop_id, created_at)
     VALUES (@id, @personId, @modelId, @modelVersion, @quality, @cropId, @createdAt)`,
    {
      id: reference.id,
      personId: reference.personId,
      modelId: reference.model.id,
      modelVersion: reference.model.version,
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

/** Its templates in every space go with it. */
export const deleteReference = (sql: Sql, id: string): void => {
  sql.run('DELETE FROM person_references WHERE id = @id', { id })
}

/** How many there were; their templates go with them. */
export const deleteReferencesOf = (sql: Sql, personId: string): number =>
  sql.run('DELETE FROM person_references WHERE person_id = @personId', { personId }).changes
