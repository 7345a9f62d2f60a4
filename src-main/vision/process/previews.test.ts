import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OverlayFace } from '../../../contracts/domain/face'
import type { PreviewFrame } from '../../../contracts/push'
import { facesAt } from './join-preview'
import type { PortLike } from './parent-link'
import { Previews } from './previews'

const face = (trackId: string, x: number, status: OverlayFace['status'] = 'checking'): OverlayFace => ({
  trackId,
  box: { x1: x, y1: 0, x2: x + 10, y2: 10 },
  status,
  personId: null,
  name: null,
  score: null,
  reason: null,
  liveness: { score: null, isLive: null },
  eyeDistancePx: null,
  goodFrames: 0
})
const at = (ptsMs: number, ...faces: OverlayFace[]) => ({ ptsMs, faces })
const picture = (ptsMs: number) => ({
  jpeg: new Uint8Array([ptsMs & 255]),
  ptsMs,
  width: 640,
  height: 480,
  capturedAt: 1000 + ptsMs
})

describe('facesAt', () => {
  it.each<[string, number, Parameters<typeof facesAt>[1], Parameters<typeof facesAt>[2], [string, number][]]>([
    ['nothing known', 100, null, null, []],
    ['the analysed picture itself', 200, at(0, face('a', 0)), at(200, face('a', 20)), [['a', 20]]],
    ['half-way', 100, at(0, face('a', 0)), at(200, face('a', 20)), [['a', 10]]],
    ['past the newest result', 250, at(0, face('a', 0)), at(200, face('a', 20)), [['a', 20]]],
    ['somebody who comes in later', 100, at(0), at(200, face('a', 20)), []],
    ['somebody who has gone', 100, at(0, face('a', 0)), at(200), []],
    ['the first result', 50, null, at(100, face('a', 5)), [['a', 5]]]
  ])('%s', (_name, ptsMs, before, after, expected) => {
    expect(facesAt(ptsMs, before, after).map((one) => [one.trackId, one.box.x1])).toEqual(expected)
  })
})

class FakePort extends EventEmitter implements PortLike {
  sent: PreviewFrame[] = []
  postMessage(message: unknown) {
    this.sent.push(message as PreviewFrame)
  }
  start() {}
  close() {}
  get ids() {
    return this.sent.map((frame) => frame.frameId)
  }
}

describe('Previews', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function watched(...cameraIds: string[]) {
    const previews = new Previews(() => Date.now())
    const port = new FakePort()
    previews.connect(port)
    previews.restart('gate', 1280, 720)
    port.emit('message', { type: 'watch', cameraIds })
    const drawn = (frameId: number) => port.emit('message', { type: 'drawn', cameraId: 'gate', frameId })
    return { previews, port, drawn }
  }

  it('holds a picture until its own boxes are there', () => {
    const { previews, port } = watched('gate')
    previews.picture('gate', picture(0))
    expect(port.sent).toEqual([])
    previews.analysed('gate', at(0, face('a', 7)))
    expect(port.sent).toMatchObject([
      { frameId: 0, sourceWidth: 1280, width: 640, capturedAt: 1000, faces: [{ trackId: 'a' }] }
    ])
  })

  it('holds one in between until the next result', () => {
    const { previews, port, drawn } = watched('gate')
    previews.picture('gate', picture(0))
    previews.analysed('gate', at(0, face('a', 0)))
    drawn(0)
    previews.picture('gate', picture(100))
    expect(port.ids).toEqual([0])
    previews.analysed('gate', at(200, face('a', 20)))
    vi.advanceTimersByTime(100)
    expect(port.ids).toEqual([0, 100])
    expect(port.sent[1]?.faces[0]?.box.x1).toBe(10)
  })

  it('shows a picture without waiting for ever', () => {
    const { previews, port } = watched('gate')
    previews.picture('gate', picture(0))
    vi.advanceTimersByTime(249)
    expect(port.sent).toEqual([])
    vi.advanceTimersByTime(1)
    expect(port.ids).toEqual([0])
  })

  it('spreads pictures that one result releases, in their order', () => {
    const { previews, port, drawn } = watched('gate')
    const sentAt: number[] = []
    port.postMessage = (message) => {
      const { frameId } = message as PreviewFrame
      sentAt.push(Date.now() - began)
      port.sent.push(message as PreviewFrame)
      drawn(frameId)
    }
    const began = Date.now()
    for (let pts = 0; pts <= 800; pts += 100) {
      previews.picture('gate', picture(pts))
      if (pts % 200 === 0) previews.analysed('gate', at(pts))
      vi.advanceTimersByTime(100)
    }
    vi.advanceTimersByTime(200)
    expect(port.ids).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800])
    expect(sentAt).toEqual([0, 200, 300, 400, 500, 600, 700, 800, 900])
  })

  it('sends the next one only when the last was drawn', () => {
    const { previews, port, drawn } = watched('gate')
    for (const pts of [0, 100, 200]) {
      previews.picture('gate', picture(pts))
      previews.analysed('gate', at(pts))
    }
    expect(port.ids).toEqual([0])
    drawn(0)
    vi.advanceTimersByTime(200)
    expect(port.ids).toEqual([0, 100])
    drawn(100)
    previews.picture('gate', picture(300))
    previews.analysed('gate', at(300))
    vi.advanceTimersByTime(150)
    expect(port.ids).toEqual([0, 100, 300])
  })

  it('sends small tiles the analysed pictures alone, and others all of them', () => {
    const { previews, port } = watched('gate')
    const small = new FakePort()
    previews.connect(small)
    small.emit('message', { type: 'watch', cameraIds: ['gate'], sparing: ['gate'] })
    for (const one of [port, small]) {
      one.postMessage = (message) => {
        one.sent.push(message as PreviewFrame)
        one.emit('message', { type: 'drawn', cameraId: 'gate', frameId: 0 })
      }
    }
    for (let pts = 0; pts <= 800; pts += 100) {
      previews.picture('gate', picture(pts))
      if (pts % 200 === 0) previews.analysed('gate', at(pts))
      vi.advanceTimersByTime(100)
    }
    vi.advanceTimersByTime(200)
    expect(small.ids).toEqual([0, 200, 400, 600, 800])
    expect(port.ids).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800])
  })

  it('serves two windows at once, each what it watches', () => {
    const { previews, port } = watched('gate')
    const wall = new FakePort()
    previews.connect(wall)
    previews.restart('yard', 1280, 720)
    wall.emit('message', { type: 'watch', cameraIds: ['gate', 'yard'] })
    for (const id of ['gate', 'yard']) {
      previews.picture(id, picture(0))
      previews.analysed(id, at(0))
    }
    expect(port.sent.map(({ cameraId }) => cameraId)).toEqual(['gate'])
    expect(wall.sent.map(({ cameraId }) => cameraId)).toEqual(['gate', 'yard'])
    wall.emit('message', { type: 'watch', cameraIds: ['gate'] })
    expect(previews.isWatched('yard')).toBe(false)
    wall.emit('close')
    expect(previews.isWatched('gate')).toBe(true)
  })

  it('serves a viewer again that fell silent', () => {
    const { previews, port } = watched('gate')
    previews.picture('gate', picture(0))
    previews.analysed('gate', at(0))
    vi.advanceTimersByTime(3001)
    previews.picture('gate', picture(3000))
    previews.analysed('gate', at(3000))
    expect(port.ids).toEqual([0, 3000])
  })

  it('sends nothing that nobody watches, and nothing to a closed port', () => {
    const { previews, port } = watched('other')
    expect([previews.isWatched('gate'), previews.isWatched('other')]).toEqual([false, true])
    previews.picture('gate', picture(0))
    previews.analysed('gate', at(0))
    port.emit('message', { type: 'watch', cameraIds: ['gate'] })
    port.emit('close')
    expect(previews.isWatched('gate')).toBe(false)
    previews.picture('gate', picture(100))
    previews.analysed('gate', at(100))
    expect(port.sent).toEqual([])
  })

  it('ignores words that are not of its language', () => {
    const { previews, port } = watched('gate')
    port.emit('message', { type: 'watch', cameraIds: '../etc' })
    port.emit('message', null)
    expect(previews.isWatched('gate')).toBe(true)
  })
})
