import { useCallback } from 'react'
import { useUrlFilters } from '../../data/use-url-filters'
import { dayIn, useNow, useSiteZone } from '../../ui'
import type { DayRange } from './day-range'
import { dayRange, isDay } from './day-range'

export interface AttendanceFilters {
  /** `YYYY-MM-DD` in the site's zone. */
  day: string
  today: string
  range: DayRange
  search: string
  cameraId: string | null
  /** True when search or camera narrow the day. */
  narrowed: boolean
  /** An empty value takes the filter out of the address; so does today as day. */
  set: (change: { day?: string; search?: string; cameraId?: string }) => void
}

/** The filters of the table, which live in the address: `?day=2026-01-15&q=ana&camera=gate`. */
export function useAttendanceFilters(): AttendanceFilters {
  const zone = useSiteZone()
  const today = dayIn(zone, useNow(30_000))
  const [params, put] = useUrlFilters()
  const asked = params.get('day') ?? ''
  const day = isDay(asked) ? asked : today
  const search = params.get('q') ?? ''
  const cameraId = params.get('camera')
  const set = useCallback(
    (change: { day?: string; search?: string; cameraId?: string }) =>
      // Without a day the table stays on today, over midnight too.
      put({ day: change.day === today ? '' : change.day, q: change.search, camera: change.cameraId }),
    [put, today]
  )
  return { day, today, range: dayRange(day, zone), search, cameraId, narrowed: search !== '' || cameraId !== null, set }
}
