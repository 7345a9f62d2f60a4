import { describe, expect, it } from 'vitest'
import { cameraInputSchema } from '../../contracts/domain/camera'
import { withoutCredentialsInAddress } from './registry'

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
