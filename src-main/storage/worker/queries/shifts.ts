import type { Assignment, AssignmentInput, Holiday, Shift, ShiftInput } from '../../../../contracts/domain/shift'
import { shiftInputSchema } from '../../../../contracts/domain/shift'
import type { Page } from '../../../../contracts/ipc'
import type { SiteRules } from '../../../attendance/shifts/rules-on'
import type { Sql, SqlParams } from '../sql'
import { parseRemembered } from './json-column'

interface ShiftRow {
  id: string
  rules: string
  created_at: number
  updated_at: number
}

const toShift = (sql: Sql, row: ShiftRow): Shift => ({
  ...parseRemembered(sql, shiftInputSchema, 'shifts.rules', row.rules),
  id: row.id,
  createdAt: row.created_at,
  updatedAt: row.updated_at
})

export const shiftsByName = (sql: Sql): Shift[] =>
  sql.all<ShiftRow>('SELECT * FROM shifts ORDER BY name, id').map((row) => toShift(sql, row))

export const shiftById = (sql: Sql, id: string): Shift | null => {
  const row = sql.get<ShiftRow>('SELECT * FROM shifts WHERE id = @id', { id })
  return row === undefined ? null : toShift(sql, row)
}

export function putShift(sql: Sql, id: string, shift: ShiftInput, now: number): void {
  sql.run(
    `INSERT INTO shifts (id, name, rules, created_at, updated_at) VALUES (@id, @name, @rules, @now, @now)
     ON CONFLICT (id) DO UPDATE SET name = @name, rules = @rules, updated_at = @now`,
    { id, name: shift.name, rules: JSON.stringify(shift), now }
  )
}

export const deleteShift = (sql: Sql, id: string): void => void sql.run('DELETE FROM shifts WHERE id = @id', { id })

export const assignmentsTo = (sql: Sql, shiftId: string): number =>
  sql.get<{ n: number }>('SELECT COUNT(*) AS n FROM shift_assignments WHERE shift_id = @shiftId', { shiftId })?.n ?? 0

/** One per person and day: a second one takes the place of the first. */
export function putAssignment(sql: Sql, id: string, { personId, shiftId, from }: AssignmentInput): void {
  sql.run(
    `INSERT INTO shift_assignments (id, person_id, shift_id, from_date) VALUES (@id, @personId, @shiftId, @from)
     ON CONFLICT (COALESCE(person_id, ''), from_date) DO UPDATE SET shift_id = @shiftId`,
    { id, personId, shiftId, from }
  )
}

export const deleteAssignment = (sql: Sql, id: string): boolean =>
  sql.run('DELETE FROM shift_assignments WHERE id = @id', { id }).changes > 0

/** Those of everybody first, then by person, the newest first. The key of a page is the number of rows before it. */
export function listAssignments(
  sql: Sql,
  query: { cursor?: string | null | undefined; limit: number }
): Page<Assignment> {
  const offset = Number(query.cursor) || 0
  const rows = sql.all<Assignment>(
    `SELECT a.id, a.person_id AS personId, a.shift_id AS shiftId, a.from_date AS "from", p.name AS personName,
       s.name AS shiftName
     FROM shift_assignments a LEFT JOIN people p ON p.id = a.person_id LEFT JOIN shifts s ON s.id = a.shift_id
     WHERE p.erased_at IS NULL
     ORDER BY a.person_id IS NOT NULL, p.sort_name, a.person_id, a.from_date DESC LIMIT @limit OFFSET @offset`,
    { limit: query.limit + 1, offset }
  )
  const total = sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM shift_assignments a LEFT JOIN people p ON p.id = a.person_id WHERE p.erased_at IS NULL`
  )
  const next = rows.length > query.limit ? String(offset + query.limit) : null
  return { rows: rows.slice(0, query.limit), next, total: total?.n ?? 0 }
}

export const holidaysByDate = (sql: Sql): Holiday[] => sql.all<Holiday>('SELECT date, name FROM holidays ORDER BY date')

export const putHoliday = (sql: Sql, holiday: Holiday): void =>
  void sql.run(
    'INSERT INTO holidays (date, name) VALUES (@date, @name) ON CONFLICT (date) DO UPDATE SET name = @name',
    {
      ...holiday
    }
  )

export const deleteHoliday = (sql: Sql, date: string): void =>
  void sql.run('DELETE FROM holidays WHERE date = @date', { date })

type Dated = Pick<AssignmentInput, 'shiftId' | 'from'>
const dated = (sql: Sql, condition: string, params: SqlParams = {}): Dated[] =>
  sql.all<Dated>(
    `SELECT shift_id AS shiftId, from_date AS "from" FROM shift_assignments a WHERE ${condition} ORDER BY from_date`,
    params
  )

/** Assignments of one person alone, oldest first. */
export const ownAssignments = (sql: Sql, personId: string): Dated[] =>
  dated(sql, `COALESCE(person_id, '') = @personId`, { personId })

export const siteRules = (sql: Sql): SiteRules => ({
  shifts: new Map(shiftsByName(sql).map((shift) => [shift.id, shift])),
  holidays: new Map(holidaysByDate(sql).map(({ date, name }) => [date, name])),
  defaults: dated(sql, `COALESCE(person_id, '') = ''`)
})
