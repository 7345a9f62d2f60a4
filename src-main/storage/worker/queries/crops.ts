import type { Place } from '../sealing'
import type { Sql } from '../sql'

export const cropPlace = (id: string): Place => `crops/${id}/file`

export function insertCrop(sql: Sql, crop: { id: string; personId: string | null; now: number }): void {
  sql.run('INSERT INTO crops (id, person_id, created_at) VALUES (@id, @personId, @now)', crop)
}

export const hasCrop = (sql: Sql, id: string): boolean =>
  sql.get('SELECT 1 FROM crops WHERE id = @id', { id }) !== undefined

export const deleteCrop = (sql: Sql, id: string): boolean =>
  sql.run('DELETE FROM crops WHERE id = @id', { id }).changes > 0

/** Takes every picture of a person out of the records. Answers the ids whose files must go after the commit. */
export function deleteCropsOf(sql: Sql, personId: string): string[] {
  const params = { personId }
  const rows = sql.all<{ id: string }>('SELECT id FROM crops WHERE person_id = @personId', params)
  sql.run('UPDATE sightings SET crop_id = NULL WHERE person_id = @personId AND crop_id IS NOT NULL', params)
  sql.run('UPDATE marks SET crop_id = NULL WHERE person_id = @personId AND crop_id IS NOT NULL', params)
  sql.run('DELETE FROM crops WHERE person_id = @personId', params)
  return rows.map((row) => row.id)
}
