import { describe, expect, it } from 'vitest'
import { FrameMemory } from './capture/frame-memory'
import { FrameSlots } from './capture/frame-slots'
import { WorkerTurns } from './worker-turns'

const layout = { width: 4, height: 4, detectorWidth: 2, detectorHeight: 2 }

interface Camera {
  slots: FrameSlots
  arrived: number
  analysed: number
  /** Age of each picture when its analysis ended, ms, as long as new ones came. */
  ages: number[]
}

/** Cameras of five pictures a second, a little out of step, before one worker that needs `tookMs` for each; time is made up. */
function run(cameraCount: number, tookMs: number, seconds: number) {
  const intervalMs = 200
  const cameras = new Map<string, Camera>()
  const work: { cameraId: string; slot: number; ptsMs: number }[] = []
  const events: { at: number; happen: () => void }[] = []
  let now = 0
  let running = false
  const turns = new WorkerTurns(
    () => 0,
    (cameraId) => {
      const frame = cameras.get(cameraId)!.slots.takeLatest()
      if (!frame) return null
      work.push({ cameraId, slot: frame.slot, ptsMs: frame.ptsMs })
      begin()
      return frame.slot
    }
  )
  const begin = () => {
    const picture = work[0]
    if (running || !picture) return
    running = true
    events.push({
      at: now + tookMs,
      happen: () => {
        running = false
        work.shift()
        const camera = cameras.get(picture.cameraId)!
        camera.analysed++
        if (now <= seconds * 1000) camera.ages.push(now - picture.ptsMs)
        camera.slots.release(picture.slot)
        turns.done(picture.cameraId, picture.slot)
        turns.ready(picture.cameraId)
        begin()
      }
    })
  }
  for (let i = 0; i < cameraCount; i++) {
    const id = `camera-${i}`
    const camera: Camera = { slots: new FrameSlots(layout, new FrameMemory()), arrived: 0, analysed: 0, ages: [] }
    cameras.set(id, camera)
    for (let at = i * 7; at < seconds * 1000; at += intervalMs) {
      const happen = () => {
        camera.arrived++
        for (const part of ['full', 'detector'] as const) {
          camera.slots.open(part, at)
          camera.slots.close(part, at, at)
        }
        turns.ready(id)
      }
      events.push({ at, happen })
    }
  }
  for (;;) {
    events.sort((a, b) => a.at - b.at)
    const event = events.shift()
    if (!event) break
    now = event.at
    event.happen()
  }
  return [...cameras.values()]
}

describe('WorkerTurns', () => {
  it('analyses every picture while there is time', () => {
    for (const { arrived, analysed, ages, slots } of run(3, 60, 20)) {
      expect(analysed).toBe(arrived)
      expect(slots.dropped).toEqual({ busy: 0, incomplete: 0 })
      expect(Math.max(...ages)).toBeLessThanOrEqual(3 * 60)
    }
  })

  it.each([
    [8, 60],
    [20, 60],
    [4, 300],
    [40, 25]
  ])('under overload %i cameras at %i ms a picture fall behind alike, and no picture grows old', (count, tookMs) => {
    const seconds = 20
    const cameras = run(count, tookMs, seconds)
    const rates = cameras.map(({ ages }) => ages.length / seconds)
    const fair = 1000 / tookMs / count
    expect(fair).toBeLessThan(5)
    for (const rate of rates) {
      expect(rate).toBeGreaterThan(0.9 * fair)
      expect(rate).toBeLessThan(1.1 * fair + 0.1)
    }
    // The newest picture is at most an interval old when its turn comes; then one is before it, and itself.
    for (const { ages } of cameras) expect(Math.max(...ages)).toBeLessThanOrEqual(200 + 2 * tookMs)
  })

  it('counts each picture that nobody analysed', () => {
    for (const { arrived, analysed, slots } of run(8, 60, 20)) {
      expect(slots.dropped.busy).toBeGreaterThan(0)
      expect(analysed + slots.dropped.busy).toBe(arrived)
    }
  })

  it('gives the turn of a camera that has left to the next', () => {
    const given: string[] = []
    const turns = new WorkerTurns(
      () => 0,
      (cameraId) => given.push(cameraId)
    )
    for (const id of ['a', 'b', 'c', 'd']) turns.ready(id)
    expect(given).toEqual(['a', 'b'])
    turns.forget('c')
    turns.done('a', 1)
    expect(given).toEqual(['a', 'b', 'd'])
    turns.done('unknown', 9)
    expect(given).toHaveLength(3)
  })
})
