import { DateTime } from 'luxon'
import type { TimesheetRow } from '../../../contracts/domain/timesheet'

export type Cell = string | number | null

const person = ['person_name', 'person_number'] as const
const sums = [
  'planned_minutes',
  'worked_minutes',
  'break_minutes',
  'late_minutes',
  'early_minutes',
  'overtime_minutes'
] as const

/** Columns of a file, in order: one line per person, or one per person and day. */
export const columnsOf = (rows: 'people' | 'days'): readonly string[] =>
  rows === 'people'
    ? [...person, 'days_worked', 'days_absent', 'days_late', ...sums, 'missing_punches']
    : [...person, 'date', 'state', 'shift', 'holiday', 'first_in', 'last_out', ...sums, 'missing_punches', 'time_zone']

/** Lines of one person. Times are those of the site's wall clock, `YYYY-MM-DD HH:MM:SS`. */
export function linesOf(row: TimesheetRow, rows: 'people' | 'days', zone: string): Cell[][] {
  const who = [row.personName, row.externalId]
  if (rows === 'people') {
    const { totals } = row
    return [[...who, totals.daysWorked, totals.daysAbsent, totals.daysLate, ...sumsOf(totals), totals.missing]]
  }
  return row.days.map((day) => [
    ...who,
    day.date,
    day.state,
    day.shiftName,
    day.holiday,
    clock(day.firstIn, zone),
    clock(day.lastOut, zone),
    ...sumsOf(day),
    day.missing,
    zone
  ])
}

const clock = (at: number | null, zone: string): string | null =>
  at === null ? null : DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss')

type Sums = Pick<
  TimesheetRow['totals'],
  'plannedMinutes' | 'workedMinutes' | 'breakMinutes' | 'lateMinutes' | 'earlyMinutes' | 'overtimeMinutes'
>
const sumsOf = (of: Sums): number[] => [
  of.plannedMinutes,
  of.workedMinutes,
  of.breakMinutes,
  of.lateMinutes,
  of.earlyMinutes,
  of.overtimeMinutes
]
