import { describe, expect, it } from 'vitest'
import { MusterError } from '../../contracts/result'
import { silentLog } from '../platform/log'
import type { CameraStateNote } from '../storage/api'
import { TimelineKeeper } from './timeline-keeper'
import { HandClock } from './timers.fixture'

const live = (cameraId: string): CameraStateNote => ({ cameraId, state: 'live', problem: null })

function rig(noteCameraStates?: (notes: CameraStateNote[]) => Promise<null>) {
  const clock = new HandClock(0)
  const written: { at: number; notes: CameraStateNote[] }[] = []
  const states: CameraStateNote[] = [live('gate'), live('door')]
  const write = (notes: CameraStateNote[]) => {
    written.push({ at: clock.wall, notes })
    return Promise.resolve(null)
  }
  const writer = { noteCameraStates: noteCameraStates ?? write }
  const keeper = new TimelineKeeper({ writer, after: clock.after, log: silentLog, states: () => states })
  return { clock, written, states, keeper }
}

describe('TimelineKeeper', () => {
  it('writes changes, those of one moment together and each once, and every camera each minute', () => {
    const { clock, written, keeper } = rig()
    keeper.note(live('gate'))
    keeper.note(live('door'))
    keeper.note(live('gate'))
    clock.pass(1000)
    keeper.note(live('door'))
    keeper.note({ cameraId: 'gate', state: 'failed', problem: 'stalled' })
    clock.pass(60_000)
    expect(written).toEqual([
      { at: 200, notes: [live('gate'), live('door')] },
      { at: 1200, notes: [{ cameraId: 'gate', state: 'failed', problem: 'stalled' }] },
      { at: 60_000, notes: [live('gate'), live('door')] }
    ])
  })

  it('brings all up to date at the end and is silent after it', async () => {
    const { clock, written, keeper } = rig()
    keeper.note(live('gate'))
    await keeper.flush()
    keeper.dispose()
    keeper.note({ cameraId: 'gate', state: 'off', problem: null })
    clock.pass(120_000)
    expect(written).toEqual([{ at: 0, notes: [live('gate'), live('door')] }])
    expect(clock.waiting).toBe(0)
  })

  it('goes on where storage could not take it', async () => {
    let times = 0
    const { keeper } = rig(() => {
      times++
      return Promise.reject(new MusterError('storage_full', 'full'))
    })
    await keeper.flush()
    await keeper.flush()
    expect(times).toBe(2)
  })

  it('forgets a camera that was removed', () => {
    const { clock, written, keeper } = rig()
    keeper.note(live('gate'))
    keeper.forget('gate')
    clock.pass(1000)
    expect(written).toEqual([])
    keeper.note(live('gate'))
    clock.pass(1000)
    expect(written).toHaveLength(1)
  })
})
