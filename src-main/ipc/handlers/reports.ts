import type { Services } from '../services'
import type { HandlersOf } from './index'

export function reportHandlers(services: Services): HandlersOf<'shifts'> & HandlersOf<'reports'> {
  const { reader, writer, timesheets, shell } = services
  const judgedAnew = <T>(value: T): T => {
    services.changed(['shifts', 'reports'])
    return value
  }
  return {
    'shifts.list': () => reader.shifts(),
    'shifts.save': async ({ id, shift }) => judgedAnew(await writer.saveShift(id, shift)),
    'shifts.remove': async ({ id }) => judgedAnew(await writer.removeShift(id)),
    'shifts.assignments': (query) => reader.shiftAssignments(query),
    'shifts.assign': async (input) => judgedAnew(await writer.assignShift(input)),
    'shifts.unassign': async ({ id }) => judgedAnew(await writer.unassignShift(id)),
    'shifts.holidays': () => reader.holidays(),
    'shifts.putHoliday': async (holiday) => judgedAnew(await writer.putHoliday(holiday)),
    'shifts.removeHoliday': async ({ date }) => judgedAnew(await writer.removeHoliday(date)),

    'reports.timesheet': (query) => reader.timesheets(query),
    'reports.export': async (request) => {
      const file = await shell.saveFile(`timesheet-${request.from}-${request.to}.${request.format}`)
      return file === null ? null : timesheets.write(file, request)
    }
  }
}
