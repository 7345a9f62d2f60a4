import { pictureBytes } from '../worker/picture'
import type { FrameMemory } from './frame-memory'

/** Sizes of the two pictures that make one analysed frame. */
export interface FrameLayout {
  width: number
  height: number
  detectorWidth: number
  detectorHeight: number
}

/** One frame's memory: the full yuv420p picture, then the detector's rgb24. Shared with the worker, never copied. */
export const fullBytes = (layout: FrameLayout): number => pictureBytes('yuv420p', layout.width, layout.height)
export const detectorBytes = (layout: FrameLayout): number =>
  pictureBytes('rgb24', layout.detectorWidth, layout.detectorHeight)

export interface ReadyFrame {
  slot: number
  ptsMs: number
  /** Wall time of the picture, epoch milliseconds. */
  capturedAt: number
}

type Part = 'full' | 'detector'
type Slot =
  | { state: 'free' }
  | { state: 'filling' | 'ready'; ptsMs: number; capturedAt: number; done: Set<Part> }
  | { state: 'taken' }

/** One is analysed, one is complete, two fill up: the parts of a frame arrive over two pipes, one of which may run ahead. */
const slotCount = 4

/**
 * The latest complete frames of one camera in memory that the worker shares. A camera that is faster than the analysis
 * loses the older frame (latest wins), never the newer one, and the loss is counted.
 */
export class FrameSlots {
  readonly buffers: readonly SharedArrayBuffer[]
  /** Frames that were lost: complete ones that nobody came to analyse, and those of which a part never came. */
  readonly dropped = { busy: 0, incomplete: 0 }
  private readonly slots: Slot[]
  private ended = false

  /** @param memory where its buffers come from and go back to; they may be longer than a frame */
  constructor(
    readonly layout: FrameLayout,
    private readonly memory: FrameMemory
  ) {
    this.buffers = memory.take(slotCount, fullBytes(layout) + detectorBytes(layout))
    this.slots = this.buffers.map((): Slot => ({ state: 'free' }))
  }

  /** Memory for one part of the frame of this time, or null when every slot is in use by newer ones. */
  open(part: Part, ptsMs: number): Uint8Array | null {
    if (this.ended) return null
    let index = this.slots.findIndex((slot) => slot.state === 'filling' && slot.ptsMs === ptsMs)
    if (index < 0) {
      index = this.reclaim(ptsMs)
      if (index < 0) return null
      this.slots[index] = { state: 'filling', ptsMs, capturedAt: 0, done: new Set() }
    }
    const buffer = this.buffers[index]!
    const full = fullBytes(this.layout)
    return part === 'full' ? new Uint8Array(buffer, 0, full) : new Uint8Array(buffer, full, detectorBytes(this.layout))
  }

  /** Says that a part has arrived. True when its frame is complete by it. */
  close(part: Part, ptsMs: number, capturedAt: number): boolean {
    const slot = this.slots.find((one) => one.state === 'filling' && one.ptsMs === ptsMs)
    if (!slot || slot.state !== 'filling') return false
    slot.done.add(part)
    slot.capturedAt = capturedAt
    if (slot.done.size < 2) return false
    slot.state = 'ready'
    return true
  }

  /** Hands the newest complete frame to the worker; older ones are dropped. Null when there is none. */
  takeLatest(): ReadyFrame | null {
    let newest = -1
    let time = -Infinity
    this.slots.forEach((slot, index) => {
      if (slot.state !== 'ready' || slot.ptsMs <= time) return
      newest = index
      time = slot.ptsMs
    })
    const chosen = this.slots[newest]
    if (chosen?.state !== 'ready') return null
    this.slots.forEach((slot, index) => {
      if (slot.state === 'ready' && index !== newest) this.drop(index)
    })
    this.slots[newest] = { state: 'taken' }
    return { slot: newest, ptsMs: chosen.ptsMs, capturedAt: chosen.capturedAt }
  }

  /** The worker is done with a frame. */
  release(slot: number): void {
    if (this.slots[slot]?.state !== 'taken') return
    this.slots[slot] = { state: 'free' }
    if (this.ended) this.memory.giveBack(this.buffers[slot]!)
  }

  /** The decoder has ended: its memory is for the next one, that of the frame which is still analysed once it is released. */
  end(): void {
    if (this.ended) return
    this.ended = true
    this.slots.forEach((slot, index) => {
      if (slot.state === 'taken') return
      this.slots[index] = { state: 'free' }
      this.memory.giveBack(this.buffers[index]!)
    })
  }

  /** A free slot, else the oldest frame that waits, else the oldest that never completed. */
  private reclaim(ptsMs: number): number {
    const free = this.slots.findIndex((slot) => slot.state === 'free')
    if (free >= 0) return free
    const oldest = (state: 'ready' | 'filling') =>
      this.slots.reduce((best, slot, index) => {
        if (slot.state !== state || slot.ptsMs >= ptsMs) return best
        const other = this.slots[best]
        return other?.state === state && other.ptsMs <= slot.ptsMs ? best : index
      }, -1)
    const victim = oldest('ready') >= 0 ? oldest('ready') : oldest('filling')
    if (victim >= 0) this.drop(victim)
    return victim
  }

  private drop(index: number): void {
    this.dropped[this.slots[index]?.state === 'ready' ? 'busy' : 'incomplete']++
    this.slots[index] = { state: 'free' }
  }
}
