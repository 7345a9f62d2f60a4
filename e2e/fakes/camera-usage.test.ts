import { describe, expect, it } from 'vitest'
import { parseCameraArguments, usage } from './camera-usage'
import { rtspFaults } from './rtsp/rtsp-fault'

const clip = ['--clip', 'a.mp4']

describe('parseCameraArguments', () => {
  it('takes what the usage text names', () => {
    const given = ['--port', '9000', '--user', 'u', '--pass', 'p', '--auth', 'basic', '--tls', '--udp-only']
    expect(parseCameraArguments([...clip, ...given, '--resize-to', '320', '--width', '3840'])).toEqual({
      ...{ clip: 'a.mp4', port: 9000, fps: 20, width: 3840, resizeTo: 320, tls: true, udpOnly: true, mjpeg: false },
      credentials: { username: 'u', password: 'p', scheme: 'basic' }
    })
    expect(parseCameraArguments([...clip, '--mjpeg'])).toMatchObject({ port: 8080, credentials: null })
    expect(parseCameraArguments(['--help'])).toBeNull()
    for (const fault of rtspFaults) expect(usage).toContain(`/${fault}`)
  })

  it.each([
    [['--port', '9000'], '--clip FILE is missing'],
    [[...clip, '--port', '0'], '--port is a whole number from 1 to 65535, not "0"'],
    [[...clip, '--port', '80a'], 'not "80a"'],
    [[...clip, '--fps', '1000'], '--fps'],
    [[...clip, '--auth', 'ntlm'], '--auth'],
    [[...clip, '--pass', 'p'], '--pass needs --user'],
    [[...clip, '--mjpeg', '--udp-only'], 'for RTSP'],
    [[...clip, '--colour'], '--colour']
  ])('%j: says what is wrong', (args, words) => {
    expect(() => parseCameraArguments(args)).toThrow(words)
  })
})
