import { DateTime } from 'luxon'
import type { Rounding } from '../../../contracts/domain/shift'

/** Distance of a zone from UTC at a moment, ms; asked again only where the clocks change within the span. */
export function offsetsWithin(from: number, to: number, zone: string): (at: number) => number {
  const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset * 60_000
  const first = offset(from)
  return first === offset(to) ? () => first : offset
}

/** A punch on the grid of the site's wall clock; never further away than the grid is wide. */
export function roundPunch(at: number, { minutes, to }: Rounding, offsetAt: (at: number) => number): number {
  if (minutes === 0) return at
  const unit = minutes * 60_000
  const offset = offsetAt(at)
  const steps = (at + offset) / unit
  const whole = to === 'nearest' ? Math.round(steps) : to === 'earlier' ? Math.floor(steps) : Math.ceil(steps)
  return whole * unit - offset
}
