import type { AssignmentInput } from '../../../contracts/domain/shift'
import type { RulesOn, ShiftRules } from './plan-day'

/** What is in force at a site, read once for many people. */
export interface SiteRules {
  shifts: ReadonlyMap<string, ShiftRules>
  holidays: ReadonlyMap<string, string>
  /** Of everybody, oldest first. */
  defaults: readonly Pick<AssignmentInput, 'shiftId' | 'from'>[]
}

/** By which rules each day of a person is judged: their own newest assignment, else the site's, else none. */
export function rulesOf(site: SiteRules, own: readonly Pick<AssignmentInput, 'shiftId' | 'from'>[]): RulesOn {
  return (date) => {
    const shiftId =
      own.findLast(({ from }) => from <= date)?.shiftId ?? site.defaults.findLast(({ from }) => from <= date)?.shiftId
    return { rules: (shiftId && site.shifts.get(shiftId)) || null, holiday: site.holidays.get(date) ?? null }
  }
}
