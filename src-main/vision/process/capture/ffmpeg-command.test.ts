import { describe, expect, it } from 'vitest'
import type { CaptureRequest, DecoderOptions } from './ffmpeg-command'
import { captureCommand } from './ffmpeg-command'
import { withCredentials } from './source-inputs'

const modern: DecoderOptions = {
  ...{ rtspTimeout: 'timeout', scriptOptions: true, frameRateMode: 'fps_mode', autoscale: true, packetLines: true }
}
const old: DecoderOptions = {
  ...{ rtspTimeout: 'stimeout', scriptOptions: false, frameRateMode: 'vsync', autoscale: false, packetLines: true }
}
const request = (source: CaptureRequest['source'], password: string | null = null): CaptureRequest => ({
  source,
  password,
  analysisFps: 5,
  detectorWidth: 320,
  detectorHeight: 240,
  ...{ fit: null, hardware: null, shots: false, platform: 'linux', rotation: 0, mirror: false }
})
const rtsp = (over: Partial<Extract<CaptureRequest['source'], { kind: 'rtsp' }>> = {}): CaptureRequest['source'] => ({
  kind: 'rtsp',
  url: 'rtsp://10.0.0.8:554/h264',
  transport: 'tcp',
  username: 'admin',
  hasPassword: true,
  ...over
})
const after = (args: string[], flag: string) => args[args.indexOf(flag) + 1]

describe('captureCommand', () => {
  it('paces a clip and loops it only when asked', () => {
    const looped = captureCommand(request({ kind: 'file', path: '/clips/a.mp4', loop: true }), modern)
    expect(looped.stdin).toBeNull()
    expect(looped.args).toContain('-re')
    expect(after(looped.args, '-stream_loop')).toBe('-1')
    expect(captureCommand(request({ kind: 'file', path: '/clips/a.mp4', loop: false }), modern).args).not.toContain(
      '-stream_loop'
    )
  })

  it.each(['-y', 'concat:/etc/passwd|x', '$(touch /tmp/x); a.mp4', 'a b\'"`.mp4'])(
    'takes the file name %s as a name',
    (path) => {
      const { args } = captureCommand(request({ kind: 'file', path, loop: false }), modern)
      expect(after(args, '-i')).toBe(`file:${path}`)
    }
  )

  it('keeps credentials out of argv, encoded on standard input', () => {
    const { args, stdin, secrets } = captureCommand(request(rtsp({ username: 'ad min' }), "p@:/#'%s\\"), modern)
    expect(args.join(' ')).not.toMatch(/ad.min|p@|%27/)
    expect(stdin).toContain("file 'rtsp://ad%20min:p%40%3A%2F%23%27%25s%5C@10.0.0.8:554/h264'")
    expect(secrets).toEqual(['ad min', "p@:/#'%s\\"])
    expect(after(args, '-i')).toBe('pipe:0')
  })

  it('cannot be made to write a second line of script', () => {
    const { stdin } = captureCommand(request(rtsp({ url: "rtsp://cam/a'b" }), 'x\nfile /etc/passwd'), modern)
    expect(stdin?.split('\n').filter((line) => line.startsWith('file'))).toEqual([
      "file 'rtsp://admin:x%0Afile%20%2Fetc%2Fpasswd@cam/a'\\''b'"
    ])
  })

  it('speaks the dialect of the ffmpeg at hand', () => {
    expect(captureCommand(request(rtsp()), modern).stdin).toContain('option timeout 5000000')
    // It would take the option for the name of a file; the address says it instead.
    expect(captureCommand(request(rtsp()), old).stdin).not.toContain('option')
    expect(captureCommand(request(rtsp()), old).stdin).toContain('/h264?tcp')
    expect(captureCommand(request(rtsp()), modern).args).toContain('-fps_mode')
    expect(captureCommand(request(rtsp()), old).args).toContain('-vsync')
    expect(captureCommand(request(rtsp({ transport: 'udp' })), modern).stdin).toContain('option rtsp_transport udp')
  })

  it('leaves sizes as they come where ffmpeg can, and fits what is known to change', () => {
    const { args } = captureCommand(request(rtsp()), modern)
    expect(args.filter((arg) => arg === '-autoscale')).toHaveLength(2)
    expect(captureCommand(request(rtsp()), old).args).not.toContain('-autoscale')
    const fitted = captureCommand({ ...request(rtsp()), fit: { width: 640, height: 360 } }, modern)
    expect(after(fitted.args, '-filter_complex')).toContain('pad=640:360')
    expect(after(args, '-filter_complex')).not.toContain('pad=')
  })

  it('previews ten pictures a second, or as many as are analysed', () => {
    const graph = (analysisFps: number) =>
      after(captureCommand({ ...request(rtsp()), analysisFps }, modern).args, '-filter_complex')
    expect(graph(5)).toMatch(/floor\(t\*10\).*floor\(t\*5\)/)
    expect(graph(15)).toMatch(/floor\(t\*15\).*floor\(t\*15\)/)
  })
})

describe('captureCommand for other sources', () => {
  const usb = (device: string) =>
    ({ kind: 'usb', device, format: { codec: 'mjpeg', width: 1280, height: 720, fps: 30 }, capture: 'auto' }) as const
  const before = (args: string[]) => args.slice(args.indexOf('-f'), args.indexOf('-i') + 2).join(' ')

  it('asks each system’s devices for a format in their own words', () => {
    const on = (platform: NodeJS.Platform, device: string) =>
      before(captureCommand({ ...request(usb(device)), platform }, modern).args)
    expect(on('linux', '/dev/video0')).toBe(
      '-f v4l2 -input_format mjpeg -video_size 1280x720 -framerate 30 -i /dev/video0'
    )
    expect(on('win32', '@device_pnp_x')).toBe(
      '-f dshow -rtbufsize 64M -vcodec mjpeg -video_size 1280x720 -framerate 30 -i video=@device_pnp_x'
    )
    expect(on('darwin', 'FaceTime HD Camera')).toBe(
      '-f avfoundation -video_size 1280x720 -framerate 30 -i FaceTime HD Camera:none'
    )
    const raw = { ...usb('/dev/video0'), format: { codec: 'yuyv422', width: 640, height: 480, fps: null } }
    expect(before(captureCommand({ ...request(raw), platform: 'darwin' }, modern).args)).toContain(
      '-pixel_format yuyv422'
    )
  })

  it('opens nothing but JPEGs over HTTP', () => {
    const mjpeg = { kind: 'mjpeg', url: 'http://cam/video', username: 'a', hasPassword: true } as const
    const { args, stdin } = captureCommand(request(mjpeg, 'b'), modern)
    expect(after(args, '-protocol_whitelist')).not.toMatch(/file|concat|data/)
    expect(stdin).toContain('option format_whitelist mpjpeg,mjpeg,jpeg_pipe')
    expect(stdin).toContain("file 'http://a:b@cam/video'")
  })

  it('decodes by hardware only where that is asked for', () => {
    const { args } = captureCommand({ ...request(rtsp()), hardware: 'vaapi' }, modern)
    expect(after(args, '-hwaccel')).toBe('vaapi')
    expect(args.indexOf('-hwaccel')).toBeLessThan(args.indexOf('-i'))
    expect(captureCommand(request(rtsp()), modern).args).not.toContain('-hwaccel')
  })
})

describe('withCredentials', () => {
  it('leaves an address without credentials as it is', () => {
    expect(withCredentials('rtsp://cam/x', '', '')).toBe('rtsp://cam/x')
    expect(withCredentials('rtsps://cam/x', 'guard', '')).toBe('rtsps://guard:@cam/x')
  })
})
