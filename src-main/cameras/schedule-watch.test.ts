import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { ScheduleWindow } from '../../contracts/domain/camera-options'
import { defaultCameraOptions } from '../../contracts/domain/camera-options'
import { ScheduleWatch } from './schedule-watch'
import { HandClock } from './timers.fixture'

const zone = 'Europe/Madrid'
const at = (text: string) => DateTime.fromISO(text, { zone }).toMillis()
const work: ScheduleWindow[] = [{ days: [1, 2, 3, 4, 5], from: '07:30', to: '18:00' }]
const camera = (id: string, schedule: ScheduleWindow[] | null) => ({
  id,
  options: { ...defaultCameraOptions, schedule }
})
const hourMs = 3_600_000

function rig(start: string, ...cameras: ReturnType<typeof camera>[]) {
  const clock = new HandClock(at(start))
  const changes: number[] = []
  const watch = new ScheduleWatch({ now: clock.now, after: clock.after, onChange: () => changes.push(clock.wall) })
  watch.setTimeZone(zone)
  watch.set(cameras)
  return { clock, changes, watch }
}

describe('ScheduleWatch', () => {
  it('tells of a change at its moment', () => {
    const { clock, changes, watch } = rig('2026-11-27T07:00', camera('gate', work), camera('door', null))
    expect(watch.stateOf('gate')).toEqual({ open: false, until: at('2026-11-27T07:30') })
    expect(watch.stateOf('door')).toEqual({ open: true, until: null })
    clock.pass(12 * hourMs)
    expect(changes).toEqual([at('2026-11-27T07:30'), at('2026-11-27T18:00')])
    expect(watch.stateOf('gate')).toEqual({ open: false, until: at('2026-11-30T07:30') })
  })

  it('notices within half a minute that the clock was set, forwards or back', () => {
    const { clock, changes, watch } = rig('2026-11-27T07:00', camera('gate', work))
    clock.wall = at('2026-11-27T09:00')
    clock.pass(30_000)
    expect(changes).toHaveLength(1)
    expect(watch.stateOf('gate').open).toBe(true)
    clock.wall = at('2026-11-27T07:00')
    clock.pass(30_000)
    expect(changes).toHaveLength(2)
    expect(watch.stateOf('gate')).toEqual({ open: false, until: at('2026-11-27T07:30') })
  })

  it('reads its windows in another zone as soon as the site has one', () => {
    const { changes, watch } = rig('2026-11-27T12:00', camera('gate', work))
    expect(watch.setTimeZone(zone)).toBe(false)
    expect(watch.setTimeZone('America/Los_Angeles')).toBe(true)
    expect(watch.stateOf('gate')).toEqual({ open: false, until: at('2026-11-27T16:30') })
    expect(changes).toEqual([])
  })

  it('keeps no timer without a schedule or after its end', () => {
    const { clock, watch } = rig('2026-11-27T12:00', camera('door', null))
    expect(clock.waiting).toBe(0)
    watch.set([camera('gate', work)])
    expect(clock.waiting).toBe(1)
    watch.dispose()
    expect(clock.waiting).toBe(0)
  })
})
