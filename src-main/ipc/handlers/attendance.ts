import { dayOf } from '../../attendance/site-day'
import type { Services } from '../services'
import type { HandlersOf } from './index'

export function attendanceHandlers(
  services: Services
): HandlersOf<'attendance'> & HandlersOf<'sightings'> & HandlersOf<'crops'> {
  const { reader } = services
  return {
    'attendance.list': (query) => reader.marks(query),
    'attendance.today': async () => {
      const { timeZone } = await reader.settings()
      const day = dayOf(services.now(), timeZone)
      return { date: day.date, ...(await reader.presence(day)) }
    },
    'attendance.correct': async (input) => {
      const written = await services.writer.correctAttendance(input)
      services.changed(['attendance', 'people', 'reports'], written)
      return written.value
    },
    'attendance.audit': (query) => reader.attendanceAudit(query),
    'sightings.recent': (query) => reader.recentSightings(query),
    'crops.get': ({ id }) => reader.crop(id)
  }
}
