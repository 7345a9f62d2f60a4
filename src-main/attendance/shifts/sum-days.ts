import type { DayResult } from '../../../contracts/domain/shift'
import type { TimesheetTotals } from '../../../contracts/domain/timesheet'

/** Sums of whole minutes, so that they are those of the printed days. */
export function sumDays(days: readonly DayResult[]): TimesheetTotals {
  const sum = (of: (day: DayResult) => number) => days.reduce((all, day) => all + of(day), 0)
  const count = (is: (day: DayResult) => boolean) => days.filter(is).length
  return {
    plannedMinutes: sum((day) => day.plannedMinutes),
    workedMinutes: sum((day) => day.workedMinutes),
    breakMinutes: sum((day) => day.breakMinutes),
    lateMinutes: sum((day) => day.lateMinutes),
    earlyMinutes: sum((day) => day.earlyMinutes),
    overtimeMinutes: sum((day) => day.overtimeMinutes),
    missing: sum((day) => day.missing),
    daysWorked: count((day) => day.firstIn !== null || day.lastOut !== null),
    daysAbsent: count((day) => day.state === 'absent'),
    daysLate: count((day) => day.lateMinutes > 0)
  }
}
