import { describe, expect, it, vi } from 'vitest'
import type { PreviewFrame, PreviewRequest } from '../../contracts/push'
import { createPreviewHub, type PreviewPort } from './preview-hub'

function fakePort() {
  const sent: PreviewRequest[] = []
  const port: PreviewPort & { closed: boolean } = {
    onmessage: null,
    postMessage: (message) => sent.push(message),
    close: () => {
      port.closed = true
    },
    closed: false
  }
  return { port, sent, receive: (frame: PreviewFrame) => port.onmessage?.({ data: frame } as MessageEvent) }
}

const frame = (cameraId: string, frameId: number): PreviewFrame => ({
  type: 'frame',
  cameraId,
  frameId,
  width: 4,
  height: 4,
  sourceWidth: 8,
  sourceHeight: 8,
  capturedAt: 0,
  jpeg: new Uint8Array([1]),
  faces: []
})

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

describe('createPreviewHub', () => {
  it('asks for one port and names all watched cameras in one message', async () => {
    const connect = vi.fn()
    const hub = createPreviewHub(connect)
    hub.watch('door', () => undefined)
    hub.watch('gate', () => undefined)
    const { port, sent } = fakePort()
    hub.attach(port)
    await settle()
    expect(connect).toHaveBeenCalledTimes(1)
    expect(sent).toEqual([{ type: 'watch', cameraIds: ['door', 'gate'], sparing: [] }])
  })

  it('acknowledges a frame only after it was drawn', async () => {
    const hub = createPreviewHub(() => undefined)
    let drawn = () => undefined as void
    hub.watch('door', () => new Promise<void>((resolve) => (drawn = resolve)))
    const { port, sent, receive } = fakePort()
    hub.attach(port)
    receive(frame('door', 7))
    await settle()
    expect(sent.some((message) => message.type === 'drawn')).toBe(false)
    drawn()
    await settle()
    expect(sent).toContainEqual({ type: 'drawn', cameraId: 'door', frameId: 7 })
  })

  it('acknowledges a frame whose painter failed, so that one bad picture does not freeze the tile', async () => {
    const hub = createPreviewHub(() => undefined)
    hub.watch('door', () => Promise.reject(new Error('not a JPEG')))
    const { port, sent, receive } = fakePort()
    hub.attach(port)
    receive(frame('door', 1))
    await settle()
    expect(sent).toContainEqual({ type: 'drawn', cameraId: 'door', frameId: 1 })
  })

  it('closes the old port and repeats the watch list when vision comes back with a new one', async () => {
    const hub = createPreviewHub(() => undefined)
    const stop = hub.watch('door', () => undefined)
    const first = fakePort()
    const second = fakePort()
    hub.attach(first.port)
    hub.attach(second.port)
    await settle()
    expect(first.port.closed).toBe(true)
    expect(second.sent).toEqual([{ type: 'watch', cameraIds: ['door'], sparing: [] }])
    stop()
    await settle()
    expect(second.sent.at(-1)).toEqual({ type: 'watch', cameraIds: [], sparing: [] })
  })

  it('asks for fewer pictures of small tiles among many, and for all of a camera that is large somewhere', async () => {
    const hub = createPreviewHub(() => undefined)
    const { port, sent } = fakePort()
    hub.attach(port)
    for (let index = 0; index < 6; index++) hub.watch(`c${index}`, () => undefined, true)
    const close = hub.watch('c0', () => undefined)
    await settle()
    expect(sent.at(-1)).toMatchObject({ sparing: ['c1', 'c2', 'c3', 'c4', 'c5'] })
    close()
    await settle()
    expect(sent.at(-1)).toMatchObject({ sparing: ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'] })
  })
})
