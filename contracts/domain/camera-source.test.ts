import { describe, expect, it } from 'vitest'
import { cameraSourceInputSchema } from './camera-source'

const takes = (source: object) => cameraSourceInputSchema.safeParse(source).success
const signs = [';', '|', '&', '$(id)', '`id`', '<', '>', '"', '*', '?', '\n', '\r', '\0']

describe('cameraSourceInputSchema', () => {
  it.each(signs)('takes no path with %j', (sign) => {
    expect(takes({ kind: 'file', path: `/clips/gate${sign}.mp4` })).toBe(false)
  })

  it.each(signs)('takes no USB camera with %j', (sign) => {
    for (const device of ['/dev/video0', '/dev/v4l/by-id/usb-cam', 'FaceTime HD', 'TEST', 'FILE:/srv/a.jpg'])
      expect(takes({ kind: 'usb', device: device + sign })).toBe(false)
  })

  it.each(['rtsp://cam/a\nfile /etc/passwd', "rtsp://cam/it's", 'file:///etc/passwd', 'http://cam/', 'rtsp://'])(
    'takes no RTSP address like %j',
    (url) => {
      expect(takes({ kind: 'rtsp', url })).toBe(false)
    }
  )

  it.each(['/clips/Tür 2 (Süd) [1] #2.mp4', 'C:\\Clips\\gate 1.mp4', '/clips/it’s.mp4'])(
    'takes the path %j',
    (path) => {
      expect(takes({ kind: 'file', path })).toBe(true)
    }
  )

  it.each(['p@ss/w#rd?', "it's", '50%off'])('takes an address with the password %j in it', (password) => {
    expect(takes({ kind: 'rtsp', url: `rtsp://admin:${password}@10.0.0.8:554/stream1` })).toBe(true)
  })
})
