import type { IpcParsed, Page } from '../../../../contracts/ipc'
import type { TimesheetRow } from '../../../../contracts/domain/timesheet'
import type { Punch } from '../../../attendance/shifts/evaluate-day'
import { evaluateDay } from '../../../attendance/shifts/evaluate-day'
import type { DayPlan } from '../../../attendance/shifts/plan-day'
import { planDays } from '../../../attendance/shifts/plan-day'
import { offsetsWithin } from '../../../attendance/shifts/round-punch'
import { rulesOf } from '../../../attendance/shifts/rules-on'
import { sumDays } from '../../../attendance/shifts/sum-days'
import type { Sql, SqlParams } from '../sql'
import { counts } from './marks'
import { readSettings } from './settings'
import { ownAssignments, siteRules } from './shifts'

interface PersonKey {
  id: string
  name: string
  external_id: string
  sort_name: string
}

/** Days of people by name, a page at a time, from punches that count. The key of a page is id and name of its last person. */
export function timesheets(sql: Sql, query: IpcParsed<'reports.timesheet'>, now: number): Page<TimesheetRow> {
  const { rows: people, next, total } = peoplePage(sql, query)
  const planOf = plansOf(sql, query)
  const rows = people.map((person): TimesheetRow => {
    const { plans, offsetAt } = planOf(person.id)
    const punches = punchesOf(sql, person.id, plans[0]?.window.from ?? 0, plans.at(-1)?.window.to ?? 0)
    let first = 0
    const days = plans.map((plan) => {
      let end = first
      while (end < punches.length && (punches[end]?.capturedAt ?? Infinity) < plan.window.to) end += 1
      const ofDay = punches.slice(first, end)
      first = end
      return evaluateDay(plan, ofDay, now, offsetAt)
    })
    const named = { personId: person.id, personName: person.name, externalId: person.external_id }
    return { ...named, totals: sumDays(days), days: query.days ? days : [] }
  })
  return { rows, next, total }
}

function peoplePage(sql: Sql, query: IpcParsed<'reports.timesheet'>): Page<PersonKey> {
  const columns = 'SELECT id, name, external_id, sort_name FROM people WHERE erased_at IS NULL'
  if (query.personId) {
    const rows = sql.all<PersonKey>(`${columns} AND id = @id`, { id: query.personId })
    return { rows, next: null, total: rows.length }
  }
  const cut = query.cursor?.indexOf(' ') ?? -1
  const key: SqlParams =
    cut < 0 ? {} : { id: query.cursor?.slice(0, cut) ?? '', sort: query.cursor?.slice(cut + 1) ?? '' }
  const rows = sql.all<PersonKey>(
    `${columns} ${cut < 0 ? '' : 'AND (sort_name, id) > (@sort, @id)'} ORDER BY sort_name, id LIMIT @limit`,
    { ...key, limit: query.limit + 1 }
  )
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const total = sql.get<{ n: number }>('SELECT COUNT(*) AS n FROM people WHERE erased_at IS NULL')
  const next = rows.length > query.limit && last !== undefined ? `${last.id} ${last.sort_name}` : null
  return { rows: shown, next, total: total?.n ?? 0 }
}

interface Planned {
  plans: DayPlan[]
  offsetAt: (at: number) => number
}

/** Plans of a person; those who were assigned alike share them. */
function plansOf(sql: Sql, { from, to }: { from: string; to: string }): (personId: string) => Planned {
  const zone = readSettings(sql).timeZone
  const site = siteRules(sql)
  const made = new Map<string, Planned>()
  return (personId) => {
    const own = ownAssignments(sql, personId)
    const key = JSON.stringify(own)
    const known = made.get(key)
    if (known !== undefined) return known
    const plans = planDays(from, to, zone, rulesOf(site, own))
    const offsetAt = offsetsWithin(plans[0]?.window.from ?? 0, plans.at(-1)?.window.to ?? 0, zone)
    made.set(key, { plans, offsetAt })
    return { plans, offsetAt }
  }
}

const punchesOf = (sql: Sql, personId: string, from: number, to: number): Punch[] =>
  sql.all<Punch>(
    `SELECT captured_at AS capturedAt, direction FROM marks m
     WHERE person_id = @personId AND captured_at >= @from AND captured_at < @to AND ${counts}
     ORDER BY captured_at, seq`,
    { personId, from, to }
  )
