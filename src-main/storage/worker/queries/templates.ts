import type { ModelRef } from '../../../../contracts/domain/face'
import type { TemplateCoverage, UnembeddedReference } from '../../api'
import type { Place } from '../sealing'
import type { Sql, SqlParams } from '../sql'

export interface TemplateRow {
  reference_id: string
  person_id: string
  name: string
  template: Uint8Array
  /** 1 for one that the first version sealed, before references had several. */
  moved: number
}

/** Each template is sealed for its reference and its space: one cannot stand in for another. */
export const templatePlace = (referenceId: string, model: ModelRef, moved = false): Place =>
  moved
    ? `person_references/${referenceId}/template`
    : `reference_templates/${referenceId}/${model.id}@${model.version}`

const ofModel = 't.model_id = @modelId AND t.model_version = @modelVersion'
const enrolled = 'p.erased_at IS NULL AND p.consent IS NOT NULL'
const keyOf = (model: ModelRef): SqlParams => ({ modelId: model.id, modelVersion: model.version })

/** `template` is sealed by the caller; null says that none can be made, which never replaces one that is there. */
export function putTemplate(
  sql: Sql,
  row: { referenceId: string; model: ModelRef; template: Uint8Array | null; now: number }
): void {
  sql.run(
    `INSERT INTO reference_templates (model_id, model_version, reference_id, template, created_at)
     VALUES (@modelId, @modelVersion, @referenceId, @template, @now)
     ON CONFLICT DO UPDATE SET template = excluded.template, moved = 0, created_at = excluded.created_at
       WHERE excluded.template IS NOT NULL`,
    { ...keyOf(row.model), referenceId: row.referenceId, template: row.template, now: row.now }
  )
}

/** How many there were. */
export const deleteTemplatesOf = (sql: Sql, model: ModelRef): number =>
  sql.run(`DELETE FROM reference_templates AS t WHERE ${ofModel}`, keyOf(model)).changes

/** Templates of one space under a consent, in order of the reference's id, with the person's name. */
export const galleryRows = (
  sql: Sql,
  query: { model: ModelRef; afterReferenceId: string | null; limit: number }
): TemplateRow[] =>
  sql.all(
    `SELECT t.reference_id, t.template, t.moved, r.person_id, p.name FROM reference_templates t
       JOIN person_references r ON r.id = t.reference_id JOIN people p ON p.id = r.person_id
     WHERE ${ofModel} AND t.reference_id > @after AND t.template IS NOT NULL AND ${enrolled}
     ORDER BY t.reference_id LIMIT @limit`,
    { ...keyOf(query.model), after: query.afterReferenceId ?? '', limit: query.limit }
  )

/** The same of a few people alone. */
export const galleryRowsOf = (sql: Sql, query: { model: ModelRef; personIds: readonly string[] }): TemplateRow[] =>
  sql.all(
    `SELECT t.reference_id, t.template, t.moved, r.person_id, p.name FROM person_references r
       JOIN people p ON p.id = r.person_id JOIN reference_templates t ON t.reference_id = r.id
     WHERE r.person_id IN (SELECT value FROM json_each(@people)) AND ${ofModel} AND t.template IS NOT NULL AND ${enrolled}
     ORDER BY t.reference_id`,
    { ...keyOf(query.model), people: JSON.stringify(query.personIds) }
  )

/** References that nobody has looked at for this space yet, in order of id. */
export const unembeddedRows = (
  sql: Sql,
  query: { model: ModelRef; afterReferenceId: string | null; limit: number }
): UnembeddedReference[] =>
  sql.all(
    `SELECT r.id AS referenceId, r.person_id AS personId, r.crop_id AS cropId FROM person_references r
       JOIN people p ON p.id = r.person_id
     WHERE r.id > @after AND ${enrolled}
       AND NOT EXISTS (SELECT 1 FROM reference_templates t WHERE t.reference_id = r.id AND ${ofModel})
     ORDER BY r.id LIMIT @limit`,
    { ...keyOf(query.model), after: query.afterReferenceId ?? '', limit: query.limit }
  )

const hasTemplate = `EXISTS (SELECT 1 FROM person_references r JOIN reference_templates t ON t.reference_id = r.id
  WHERE r.person_id = p.id AND ${ofModel} AND t.template IS NOT NULL)`
const hasReference = 'EXISTS (SELECT 1 FROM person_references r WHERE r.person_id = p.id)'

export function templateCoverage(sql: Sql, model: ModelRef): TemplateCoverage {
  const people = sql.get<{ people: number; ready: number }>(
    `SELECT COUNT(*) AS people, COALESCE(SUM(${hasTemplate}), 0) AS ready FROM people p
     WHERE ${enrolled} AND ${hasReference}`,
    keyOf(model)
  )
  const references = sql.get<{ references_: number; embedded: number; failed: number }>(
    `SELECT COUNT(*) AS references_, COUNT(t.template) AS embedded, COUNT(t.reference_id) - COUNT(t.template) AS failed
     FROM person_references r JOIN people p ON p.id = r.person_id
       LEFT JOIN reference_templates t ON t.reference_id = r.id AND ${ofModel}
     WHERE ${enrolled}`,
    keyOf(model)
  )
  return {
    people: people?.people ?? 0,
    readyPeople: people?.ready ?? 0,
    references: references?.references_ ?? 0,
    embedded: references?.embedded ?? 0,
    failed: references?.failed ?? 0
  }
}

/** Enrolled people whom this space cannot recognise, by name. The key of a page is `id:sortName` of its last row. */
export function peopleWithoutTemplate(
  sql: Sql,
  query: { model: ModelRef; cursor?: string | null; limit: number }
): { rows: { personId: string; name: string; photoCropId: string | null }[]; next: string | null; total: number } {
  const found = `${enrolled} AND ${hasReference} AND NOT ${hasTemplate}`
  const colon = query.cursor?.indexOf(':') ?? -1
  const after = query.cursor ? ' AND (p.sort_name, p.id) > (@sortName, @afterId)' : ''
  const key: SqlParams = query.cursor
    ? { sortName: query.cursor.slice(colon + 1), afterId: query.cursor.slice(0, colon) }
    : {}
  const rows = sql.all<{ personId: string; name: string; photoCropId: string | null; sortName: string }>(
    `SELECT p.id AS personId, p.name, p.photo_crop_id AS photoCropId, p.sort_name AS sortName FROM people p
     WHERE ${found}${after} ORDER BY p.sort_name, p.id LIMIT @limit`,
    { ...keyOf(query.model), ...key, limit: query.limit + 1 }
  )
  const total = sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM people p WHERE ${found}`, keyOf(query.model))?.n ?? 0
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ sortName: _, ...row }) => row),
    next: rows.length > query.limit && last !== undefined ? `${last.personId}:${last.sortName}` : null,
    total
  }
}
