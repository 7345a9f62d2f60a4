import { describe, expect, it } from 'vitest'
import type { Camera } from '../../contracts/domain/camera'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { offStatus } from '../../contracts/domain/camera-status'
import { cameraInputSchema } from '../../contracts/domain/camera'
import { CameraRegistry, withoutCredentialsInAddress } from './registry'

const input = (url: string, extra: Record<string, string> = {}) =>
  cameraInputSchema.parse({ id: 'gate', name: 'Gate', source: { kind: 'rtsp', url, ...extra } })

describe('withoutCredentialsInAddress', () => {
  it.each([
    ['rtsp://cam.local/stream', 'rtsp://cam.local/stream', '', undefined],
    ['rtsp://admin:secret@cam.local/stream', 'rtsp://cam.local/stream', 'admin', 'secret'],
    ['rtsp://admin:p@ss#1/x@10.0.0.8:554/h264', 'rtsp://10.0.0.8:554/h264', 'admin', 'p@ss#1/x'],
    ['rtsp://admin:p%40ss@10.0.0.8/h264', 'rtsp://10.0.0.8/h264', 'admin', 'p@ss'],
    ['rtsp://guard@10.0.0.8/h264', 'rtsp://10.0.0.8/h264', 'guard', '']
  ])('%s', (url, plain, username, password) => {
    const { source } = withoutCredentialsInAddress(input(url))
    expect(source).toEqual({
      kind: 'rtsp',
      url: plain,
      username,
      transport: 'tcp',
      ...(password === undefined ? {} : { password })
    })
  })

  it('prefers what was typed into the fields', () => {
    const source = withoutCredentialsInAddress(input('rtsp://a:b@cam/s', { username: 'typed', password: 'own' })).source
    expect(source).toMatchObject({ url: 'rtsp://cam/s', username: 'typed', password: 'own' })
  })
})

describe('CameraRegistry', () => {
  const camera = (id: string): Camera => ({
    ...cameraInputSchema.parse({ id, name: id, source: { kind: 'file', path: '/clip.mp4' } }),
    source: { kind: 'file', path: '/clip.mp4', loop: true },
    createdAt: 0,
    updatedAt: 0
  })
  const status = (cameraId: string, state: CameraStatus['state']): CameraStatus => ({
    ...offStatus(cameraId, 1000),
    ...{ state, lastFrameAt: 2000, fpsIn: 10, fpsAnalysed: 5, width: 640, height: 480 }
  })
  const registry = async (...ids: string[]) => {
    const events: string[] = []
    const cameras = ids.map(camera)
    const never = () => Promise.reject(new Error('nothing is written here'))
    const subject = new CameraRegistry({
      writer: { createCamera: never, updateCamera: never, removeCamera: never },
      reader: {
        cameras: () => Promise.resolve(cameras),
        cameraConfigs: () => Promise.resolve(cameras.map((one) => ({ camera: one, password: null })))
      },
      apply: () => undefined,
      onEvent: (type, { id }) => events.push(`${type} ${id}`)
    })
    await subject.refresh()
    return { subject, events }
  }

  it('drops the states of cameras that it does not know', async () => {
    const { subject } = await registry('gate')
    expect(subject.noteStatus(status('shed', 'live'))).toBe(false)
    expect(subject.noteStatus(status('gate', 'live'))).toBe(true)
    expect(subject.counts()).toEqual({ live: 1, enabled: 1 })
  })

  it('calls no camera live while nobody reads it, and blames none', async () => {
    const { subject, events } = await registry('gate', 'shed')
    subject.noteStatus(status('gate', 'live'))
    subject.noteStatus(status('shed', 'retrying'))
    const changed = subject.noteVisionDown(5000)
    expect(changed).toEqual([{ ...status('gate', 'connecting'), since: 5000, fpsIn: 0, fpsAnalysed: 0 }])
    subject.noteStatus(status('gate', 'live'))
    expect(events).toEqual(['camera.started gate', 'camera.failed shed'])
  })
})
