import { z } from 'zod'
import { personIdSchema } from './ids'
import { dateSchema, type DayResult } from './shift'

/** Days that one timesheet can span: a quarter, and what of its first and last week lies outside it. */
export const mostDays = 100

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Both days inclusive. */
export const periodSchema = z.object({ from: dateSchema, to: dateSchema })
export type Period = z.infer<typeof periodSchema>
export const isPeriod = ({ from, to }: Period): boolean => from <= to && daysBetween(from, to) < mostDays
export const periodProblem = `a period of 1 to ${mostDays} days that does not end before it begins`

/** Of one person, or of everybody. */
export const timesheetScope = periodSchema.extend({ personId: personIdSchema.nullish() })

/** Sums of a person's days. */
export interface TimesheetTotals {
  plannedMinutes: number
  workedMinutes: number
  breakMinutes: number
  lateMinutes: number
  earlyMinutes: number
  overtimeMinutes: number
  missing: number
  daysWorked: number
  daysAbsent: number
  daysLate: number
}

export interface TimesheetRow {
  personId: string
  personName: string
  externalId: string
  totals: TimesheetTotals
  /** Empty where only sums were asked for. */
  days: DayResult[]
}
