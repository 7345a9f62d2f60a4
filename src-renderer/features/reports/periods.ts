import { DateTime } from 'luxon'
import type { Period } from '../../../contracts/domain/timesheet'

export const presets = ['today', 'week', 'lastWeek', 'month', 'lastMonth'] as const
export type Preset = (typeof presets)[number]

/** The days that a word means, both inclusive; weeks begin on Monday. `today` is `YYYY-MM-DD`. */
export function periodOf(preset: Preset, today: string): Period {
  const now = DateTime.fromISO(today, { zone: 'utc' })
  const unit = preset === 'today' ? 'day' : preset.toLowerCase().includes('week') ? 'week' : 'month'
  const within = preset.startsWith('last') ? now.minus({ [unit]: 1 }) : now
  const day = (at: DateTime) => at.toFormat('yyyy-MM-dd')
  return { from: day(within.startOf(unit)), to: day(within.endOf(unit)) }
}

/** The word for these days, if there is one. */
export const presetOf = (period: Period, today: string): Preset | null =>
  presets.find((preset) => {
    const { from, to } = periodOf(preset, today)
    return from === period.from && to === period.to
  }) ?? null

/** Minutes as hours and minutes: `8:05`; a dash for none. */
export const hours = (minutes: number): string =>
  minutes === 0 ? '–' : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
