import type { CameraSource, UsbFormat } from '../../../../contracts/domain/camera-source'

/** What of a build of ffmpeg decides how a source is opened. */
export interface InputDialect {
  /** Name of the socket time-out of the RTSP demuxer: ffmpeg 4 has `stimeout`, and its `timeout` means to listen. */
  rtspTimeout: 'timeout' | 'stimeout'
  /** Since 5.0: a line of an ffconcat script may set an option of what it opens. */
  scriptOptions: boolean
}

export interface InputRequest {
  source: CameraSource
  password: string | null
  /** Single pictures come over standard input (`pictureOnStdin`), whatever the source. */
  shots: boolean
  platform: NodeJS.Platform
}

export interface SourceInput {
  /** Up to and including `-i`. */
  args: string[]
  /** Written to standard input, which is then closed; null when nothing is. */
  stdin: string | null
  /** Words that must never leave the process. */
  secrets: string[]
  /** The pictures carry no times of their own, or none to trust: they count from when they were decoded. */
  timeless: boolean
}

/** Little is read ahead and no picture waits for a later one: what a live source needs. */
const live = ['-threads', '1', '-flags', 'low_delay', '-fpsprobesize', '0']
const ioPatienceUs = 5_000_000
/** The decoder's words for cameras' compressed formats; every other one is a layout of raw pixels. */
const compressed: ReadonlySet<string> = new Set(['mjpeg', 'h264', 'hevc'])

/** How ffmpeg is told to open a source: credentials in an ffconcat script on standard input, everything else in argv. */
export function inputOf(request: InputRequest, dialect: InputDialect): SourceInput {
  const { source, password, shots, platform } = request
  const plain = { stdin: null, secrets: [], timeless: false }
  if (shots) return { ...plain, args: [...live, '-f', 'mpjpeg', '-i', 'pipe:0'], timeless: true }
  switch (source.kind) {
    case 'file': {
      const loop = source.loop ? ['-stream_loop', '-1'] : []
      // `file:` keeps a name such as `concat:a|b` or `-y` a name.
      return { ...plain, args: ['-nostdin', '-threads', '1', '-re', ...loop, '-i', `file:${source.path}`] }
    }
    case 'usb':
      return { ...plain, args: ['-nostdin', ...live, ...usbArgs(source.device, source.format, platform)] }
    case 'rtsp': {
      const { url, transport } = source
      // What ffmpeg 4 cannot be told in the script, RTSP addresses say at their end; the watchdog does without the time-out.
      const address = dialect.scriptOptions ? url : `${url}${url.includes('?') ? '&' : '?'}${transport}`
      const options = { rtsp_transport: transport, [dialect.rtspTimeout]: ioPatienceUs, fpsprobesize: 0 }
      return scripted({ ...source, url: address }, password, 'rtp,udp,tcp,tls', dialect.scriptOptions ? options : {})
    }
    case 'mjpeg': {
      // A camera has no business sending a playlist or a page that some demuxer takes for sound.
      const options = { rw_timeout: ioPatienceUs, fpsprobesize: 0, format_whitelist: 'mpjpeg,mjpeg,jpeg_pipe' }
      const opened = scripted(source, password, 'http,https,httpproxy,tcp,tls', dialect.scriptOptions ? options : {})
      return { ...opened, timeless: true }
    }
  }
}

/** A source with credentials. What it may open in turn is limited to the protocols it needs: no redirect reaches a file. */
function scripted(
  { url, username }: { url: string; username: string },
  password: string | null,
  protocols: string,
  options: Record<string, string | number>
): SourceInput {
  const script = [
    'ffconcat version 1.0',
    `file ${quote(withCredentials(url, username, password ?? ''))}`,
    ...Object.entries(options).map(([name, value]) => `option ${name} ${value}`),
    ''
  ].join('\n')
  return {
    args: [
      ...live,
      '-protocol_whitelist',
      `pipe,rtsp,rtsps,${protocols}`,
      '-f',
      'concat',
      '-safe',
      '0',
      '-i',
      'pipe:0'
    ],
    stdin: script,
    secrets: [username, password ?? ''],
    timeless: false
  }
}

/** Each system has a demuxer and words of its own (ffmpeg-devices: v4l2, dshow, avfoundation). */
function usbArgs(device: string, format: UsbFormat | null, platform: NodeJS.Platform): string[] {
  const size = format ? ['-video_size', `${format.width}x${format.height}`] : []
  const rate = format?.fps ? ['-framerate', String(format.fps)] : []
  const isRaw = format !== null && !compressed.has(format.codec)
  if (platform === 'win32') {
    const coding = format ? [isRaw ? '-pixel_format' : '-vcodec', format.codec] : []
    // Raw pictures fill the default buffer within a few: it then drops them.
    return ['-f', 'dshow', '-rtbufsize', '64M', ...coding, ...size, ...rate, '-i', `video=${device}`]
  }
  if (platform === 'darwin') {
    const coding = isRaw ? ['-pixel_format', format.codec] : []
    // It asks for 29.97 by itself, which most cameras refuse.
    return ['-f', 'avfoundation', ...coding, ...size, '-framerate', String(format?.fps ?? 30), '-i', `${device}:none`]
  }
  const coding = format ? ['-input_format', format.codec] : []
  return ['-f', 'v4l2', ...coding, ...size, ...rate, '-i', device]
}

/** fswebcam's own names for what is no camera: no decoder can stream them. */
export const isStill = (device: string): boolean => device === 'TEST' || device.startsWith('FILE:')

/**
 * One JPEG as a part of a multipart answer, which says its length: ffmpeg then decodes it at once instead of waiting for the
 * next one to begin (measured: 2 ms against a whole interval with `image2pipe`).
 */
export function pictureOnStdin(jpeg: Uint8Array): Uint8Array[] {
  const header = `--picture\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`
  return [Buffer.from(header, 'latin1'), jpeg, Buffer.from('\r\n', 'latin1')]
}

/** ffmpeg decodes percent signs in user information, so that any character may stand in a password. */
export function withCredentials(url: string, username: string, password: string): string {
  if (username === '' && password === '') return url
  const encode = (text: string) => encodeURIComponent(text).replaceAll("'", '%27')
  return url.replace(/^((?:rtsps?|https?):\/\/)/i, (scheme) => `${scheme}${encode(username)}:${encode(password)}@`)
}

/** Quoting of ffconcat: nothing is special inside single quotes, and a quote closes, stands escaped, and opens again. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
