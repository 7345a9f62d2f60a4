import type { Camera } from '../../contracts/domain/camera'
import type { ScheduleState } from './schedule'
import { scheduleAt } from './schedule'
import type { After } from './timers'

export interface ScheduleWatchDeps {
  /** Wall time, epoch ms; may jump. */
  now: () => number
  after: After
  /** A camera begins or ends its hours. */
  onChange: () => void
}

type Scheduled = Pick<Camera, 'id' | 'options'>

/** No timer is believed for longer: a computer sleeps, and its clock is set. */
const longestWaitMs = 30_000
/** A timer may come a moment early by the wall clock. */
const shortestWaitMs = 50

/** Which cameras are within their hours now. Looks again at each change to come, and often enough to notice a clock that jumped. */
export class ScheduleWatch {
  private timeZone = 'utc'
  private cameras: readonly Scheduled[] = []
  private states = new Map<string, ScheduleState>()
  private cancel: () => void = () => undefined

  constructor(private readonly deps: ScheduleWatchDeps) {}

  /** The cameras to watch from now on; `onChange` is not told of what this changes. */
  set(cameras: readonly Scheduled[]): void {
    this.cameras = cameras
    this.look()
  }

  /** Answers whether some camera begins or ends its hours by it, or does so at another time. */
  setTimeZone(timeZone: string): boolean {
    if (timeZone === this.timeZone) return false
    this.timeZone = timeZone
    return this.look()
  }

  stateOf(cameraId: string): ScheduleState {
    return this.states.get(cameraId) ?? { open: true, until: null }
  }

  dispose(): void {
    this.cancel()
    this.cancel = () => undefined
  }

  /** Answers whether anything is otherwise than it was. */
  private look(): boolean {
    this.cancel()
    const now = this.deps.now()
    const before = this.states
    // Most sites have one schedule for many cameras.
    const known = new Map<string, ScheduleState>()
    this.states = new Map(
      this.cameras.map(({ id, options: { schedule } }) => {
        const key = JSON.stringify(schedule)
        const state = known.get(key) ?? scheduleAt(schedule, this.timeZone, now)
        known.set(key, state)
        return [id, state]
      })
    )
    const changes = [...known.values()].flatMap(({ until }) => until ?? [])
    const scheduled = this.cameras.some(({ options }) => options.schedule !== null)
    if (scheduled) {
      const wait = Math.min(longestWaitMs, ...changes.map((until) => until - now))
      this.cancel = this.deps.after(Math.max(shortestWaitMs, wait), () => {
        if (this.look()) this.deps.onChange()
      })
    }
    return [...this.states].some(([id, { open, until }]) => {
      const old = before.get(id)
      return old?.open !== open || old.until !== until
    })
  }
}
