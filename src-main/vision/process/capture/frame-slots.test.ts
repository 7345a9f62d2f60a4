import { describe, expect, it } from 'vitest'
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
    const slots = new FrameSlots(layout)
    expect([fullBytes(layout), detectorBytes(layout)]).toEqual([6 * 5 + 2 * 3 * 3, 18])
    expect(slots.open('full', 0)?.length).toBe(48)
    expect(slots.open('detector', 0)?.length).toBe(18)
    expect(slots.buffers[0]?.byteLength).toBe(66)
  })

  it('is complete when both parts are, in either order and out of step', () => {
    const slots = new FrameSlots(layout)
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
    const slots = new FrameSlots(layout)
    for (const pts of [0, 200, 400]) arrive(slots, pts)
    const taken = slots.takeLatest()
    expect(taken?.ptsMs).toBe(400)
    expect(new Uint8Array(slots.buffers[taken!.slot]!)[0]).toBe(400 & 255)
    expect(slots.dropped).toEqual({ busy: 2, incomplete: 0 })
    expect(slots.takeLatest()).toBeNull()
  })

  it('never overwrites the frame that is being analysed', () => {
    const slots = new FrameSlots(layout)
    arrive(slots, 7)
    const taken = slots.takeLatest()!
    for (let pts = 8; pts < 40; pts++) arrive(slots, pts)
    expect(new Uint8Array(slots.buffers[taken.slot]!).every((byte) => byte === 7)).toBe(true)
    expect(slots.dropped).toEqual({ busy: 29, incomplete: 0 })
    slots.release(taken.slot)
    expect(slots.takeLatest()?.ptsMs).toBe(39)
  })

  it('gives up a frame whose other half never came', () => {
    const slots = new FrameSlots(layout)
    for (let pts = 0; pts < 4; pts++) slots.open('full', pts)
    arrive(slots, 4)
    expect(slots.takeLatest()?.ptsMs).toBe(4)
    expect(slots.dropped).toEqual({ busy: 0, incomplete: 1 })
  })
})
