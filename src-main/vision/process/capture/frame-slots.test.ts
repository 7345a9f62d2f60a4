import { describe, expect, it } from 'vitest'
import { FrameMemory } from './frame-memory'
import { detectorBytes, FrameSlots, fullBytes } from './frame-slots'

const layout = { width: 6, height: 5, detectorWidth: 3, detectorHeight: 2 }
const arrive = (slots: FrameSlots, ptsMs: number) => {
  for (const part of ['full', 'detector'] as const) {
    slots.open(part, ptsMs)?.fill(ptsMs)
    slots.close(part, ptsMs, 1000 + ptsMs)
  }
}

describe('FrameSlots', () => {
  it('lays the two pictures of a frame side by side', () => {
    const slots = new FrameSlots(layout, new FrameMemory())
    expect([fullBytes(layout), detectorBytes(layout)]).toEqual([6 * 5 + 2 * 3 * 3, 18])
    expect(slots.open('full', 0)?.length).toBe(48)
    expect(slots.open('detector', 0)?.length).toBe(18)
    expect(slots.buffers[0]?.byteLength).toBe(66)
  })

  it('is complete when both parts are, in either order and out of step', () => {
    const slots = new FrameSlots(layout, new FrameMemory())
    slots.open('detector', 0)
    expect(slots.close('detector', 0, 1000)).toBe(false)
    slots.open('detector', 200)
    expect(slots.close('detector', 200, 1200)).toBe(false)
    expect(slots.takeLatest()).toBeNull()
    slots.open('full', 0)
    expect(slots.close('full', 0, 1001)).toBe(true)
    expect(slots.takeLatest()).toMatchObject({ ptsMs: 0, capturedAt: 1001 })
  })

  it('hands out the newest and counts the older ones as dropped', () => {
    const slots = new FrameSlots(layout, new FrameMemory())
    for (const pts of [0, 200, 400]) arrive(slots, pts)
    const taken = slots.takeLatest()
    expect(taken?.ptsMs).toBe(400)
    expect(new Uint8Array(slots.buffers[taken!.slot]!)[0]).toBe(400 & 255)
    expect(slots.dropped).toEqual({ busy: 2, incomplete: 0 })
    expect(slots.takeLatest()).toBeNull()
  })

  it('never overwrites the frame that is being analysed', () => {
    const slots = new FrameSlots(layout, new FrameMemory())
    arrive(slots, 7)
    const taken = slots.takeLatest()!
    for (let pts = 8; pts < 40; pts++) arrive(slots, pts)
    expect(new Uint8Array(slots.buffers[taken.slot]!).every((byte) => byte === 7)).toBe(true)
    expect(slots.dropped).toEqual({ busy: 29, incomplete: 0 })
    slots.release(taken.slot)
    expect(slots.takeLatest()?.ptsMs).toBe(39)
  })

  it('gives up a frame whose other half never came', () => {
    const slots = new FrameSlots(layout, new FrameMemory())
    for (let pts = 0; pts < 4; pts++) slots.open('full', pts)
    arrive(slots, 4)
    expect(slots.takeLatest()?.ptsMs).toBe(4)
    expect(slots.dropped).toEqual({ busy: 0, incomplete: 1 })
  })

  it('leaves its memory to the next decoder, except for a frame that is still analysed', () => {
    const memory = new FrameMemory()
    const before = new FrameSlots(layout, memory)
    for (const pts of [1, 2]) arrive(before, pts)
    const taken = before.takeLatest()!
    before.open('full', 3)
    before.end()
    expect([before.takeLatest(), before.open('full', 4)]).toEqual([null, null])
    const analysed = before.buffers[taken.slot]!
    const after = new FrameSlots(layout, memory)
    expect(after.buffers.filter((buffer) => before.buffers.includes(buffer))).toHaveLength(3)
    expect(after.buffers).not.toContain(analysed)
    for (let pts = 8; pts < 40; pts++) arrive(after, pts)
    expect(new Uint8Array(analysed).every((byte) => byte === 2)).toBe(true)
    before.release(taken.slot)
    after.end()
    const known = new Set([...before.buffers, ...after.buffers])
    for (let life = 0; life < 20; life++) {
      const slots = new FrameSlots(layout, memory)
      for (const buffer of slots.buffers) known.add(buffer)
      expect(new Set(slots.buffers).size).toBe(4)
      arrive(slots, life)
      const { slot } = slots.takeLatest()!
      slots.end()
      slots.release(slot)
    }
    expect(known.size).toBe(5)
  })

  it('lays smaller pictures into the memory of larger ones, and comes back to those without new memory', () => {
    const memory = new FrameMemory()
    const small = { width: 4, height: 4, detectorWidth: 2, detectorHeight: 2 }
    const known = new Set<SharedArrayBuffer>()
    for (const size of [layout, small, layout, small]) {
      const slots = new FrameSlots(size, memory)
      for (const buffer of slots.buffers) known.add(buffer)
      expect(slots.open('full', 0)).toHaveLength(fullBytes(size))
      expect(slots.open('detector', 0)).toHaveLength(detectorBytes(size))
      slots.end()
    }
    expect(known.size).toBe(4)
  })
})
