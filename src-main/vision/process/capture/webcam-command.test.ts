import { describe, expect, it } from 'vitest'
import { usbDeviceSchema } from '../../../../contracts/domain/camera-source'
import type { ShotRequest } from './webcam-command'
import { shotCommand } from './webcam-command'
import { shotFailure } from './webcam-problem'

const request = (over: Partial<ShotRequest> = {}): ShotRequest => ({
  ...{ device: '/dev/video0', platform: 'linux', folder: '/tmp/muster-shot-1-abc' },
  ...{ width: 640, height: 480, skip: 6, guardSeconds: 12 },
  ...over
})
/** What a shell, cmd.exe or the tools themselves would read. */
const nasty = [
  ';id',
  '$(id)',
  '`id`',
  '|id',
  '&id',
  '>x',
  '<x',
  '"',
  "'",
  '\\',
  '\n',
  '\0',
  '%PATH%',
  '*',
  '?',
  '!',
  '{a,b}',
  '~',
  '#x'
]

describe('shotCommand', () => {
  it.each(['/dev/video0', '/dev/v4l/by-id/usb-046d_HD_Pro-video-index0', 'TEST', 'FILE:/srv/face.jpg'])(
    'takes %s',
    (device) => {
      const command = shotCommand(request({ device }))
      expect(command?.options).toMatchObject({ device, saveShots: false, callbackReturn: 'location', output: 'jpeg' })
      expect(command?.bin).toMatch(/exec timeout -s KILL 12 fswebcam$/)
      expect(command?.location).toBe('"/tmp/muster-shot-1-abc/shot.jpg"')
    }
  )

  it.each(nasty)('takes no device with %j', (sign) => {
    for (const device of [`/dev/video0${sign}`, `${sign}/dev/video0`, `FILE:/a${sign}`, `TEST ${sign}`])
      expect(shotCommand(request({ device }))).toBeNull()
    expect(shotCommand(request({ platform: 'win32', device: `1${sign}` }))).toBeNull()
  })

  it.each(nasty.filter((sign) => sign !== '#x'))('no camera may be called %j at all', (sign) => {
    for (const device of [`/dev/video0${sign}`, `FILE:/a${sign}`])
      expect(usbDeviceSchema.safeParse(device).success).toBe(false)
  })

  it.each(['/tmp/a"b', '/tmp/$(id)', '/tmp/`id`', 'relative', '/tmp/a\nb', '/tmp/a%b'])(
    'takes no folder %j',
    (folder) => {
      expect(shotCommand(request({ folder }))).toBeNull()
    }
  )

  it.each([{ width: 1.5 }, { height: -1 }, { skip: Number.NaN }, { guardSeconds: 1e9 }])(
    'takes no number %j',
    (over) => {
      expect(shotCommand(request(over))).toBeNull()
    }
  )

  it('speaks of each system’s tool, and of none on others', () => {
    const mac = shotCommand(request({ platform: 'darwin', device: 'FaceTime HD Camera (Built-in)' }))
    expect(mac?.bin).toMatch(/imagesnap$/)
    expect(shotCommand(request({ platform: 'darwin', device: "Ana's" }))).toBeNull()
    const windows = shotCommand(request({ platform: 'win32', device: '1', folder: 'C:\\Users\\Ana\\Temp\\x' }))
    expect(windows).toMatchObject({ bin: null, pidFile: null, picture: 'C:\\Users\\Ana\\Temp\\x\\shot.bmp' })
    expect(shotCommand(request({ platform: 'aix' }))).toBeNull()
  })
})

describe('shotFailure', () => {
  it.each([
    [127, 'sh: 1: exec: fswebcam: not found', 'decoder_missing'],
    [0, '\u001b[31mstat: No such file or directory\n\u001b[0m', 'device_missing'],
    [0, '\u001b[31mError opening device: /dev/video0\nopen: Permission denied\u001b[0m', 'device_denied'],
    [0, '\u001b[31mError opening device: /dev/video0\nVIDIOC_STREAMON: Device or resource busy', 'device_busy'],
    [0, 'Timed out waiting for frame!', 'no_video'],
    [0, '', 'no_video']
  ])('%i %j is %s', (code, said, problem) => {
    expect(shotFailure(code, said, 'linux')).toMatchObject({ problem })
  })
})
