import type { CameraSource } from '../../../../contracts/domain/camera-source'

/** What this build of ffmpeg understands, as `probeDecoder` found. */
export interface DecoderOptions {
  /** Name of the socket time-out of the RTSP demuxer: ffmpeg 4 has `stimeout`, and its `timeout` means to listen. */
  rtspTimeout: 'timeout' | 'stimeout'
  /** Since 5.1; `vsync` goes away. */
  frameRateMode: 'fps_mode' | 'vsync'
  /** Since 4.4. Without it, pictures whose size changes are stretched to the first size, and nobody can tell. */
  autoscale: boolean
}

export interface CaptureRequest {
  source: CameraSource
  password: string | null
  analysisFps: number
  /** Input of the detector: analysed pictures are also delivered scaled to fit it. */
  detectorWidth: number
  detectorHeight: number
  /** Pictures are fitted into this size, with bars: for a clip whose size is known to change. */
  fit: { width: number; height: number } | null
}

export interface FfmpegCommand {
  args: string[]
  /** Written to standard input, which is then closed; null when nothing is. */
  stdin: string | null
  /** Words that must never leave the process. */
  secrets: string[]
}

/** Pictures per second of the preview, unless analysis wants more. */
const previewFps = 10
export const previewWidth = 640

/** Outputs, all NUT, so that each picture carries its presentation time: fd 1 full yuv420p, fd 3 JPEG, fd 4 rgb24 for the detector. */
export const outputFds = { full: 1, preview: 3, detector: 4 } as const

/**
 * The one ffmpeg of a camera: a single decode, three outputs. Analysed pictures are chosen among the previewed ones, so
 * that boxes and picture meet by their time. Credentials travel in an ffconcat script on standard input, never in argv,
 * which every user of the machine can read. There is no shell anywhere, so names and addresses need no escaping but ffconcat's.
 */
export function captureCommand(request: CaptureRequest, options: DecoderOptions): FfmpegCommand {
  const input = inputOf(request, options)
  const everyFrame = [
    `-${options.frameRateMode}`,
    'passthrough',
    '-enc_time_base',
    '-1',
    '-threads',
    '1',
    '-flush_packets',
    '1'
  ]
  const nut = ['-write_index', '0', '-f', 'nut']
  // A source that changes its size is to be noticed, not stretched: its pictures are then of another length.
  const asTheyAre = options.autoscale ? ['-autoscale', '0'] : []
  return {
    args: [
      ...['-hide_banner', '-nostats', '-loglevel', 'error'],
      ...input.args,
      ...['-an', '-sn', '-dn', '-filter_complex', filterGraph(request)],
      ...['-map', '[full]', ...asTheyAre, '-c:v', 'rawvideo', ...everyFrame, ...nut, 'pipe:1'],
      ...['-map', '[preview]', '-c:v', 'mjpeg', '-q:v', '6', ...everyFrame, ...nut, 'pipe:3'],
      ...['-map', '[detector]', ...asTheyAre, '-c:v', 'rawvideo', ...everyFrame, ...nut, 'pipe:4']
    ],
    stdin: input.stdin,
    secrets: input.secrets
  }
}

function filterGraph({ analysisFps, detectorWidth, detectorHeight, fit }: CaptureRequest): string {
  const preview = Math.max(previewFps, analysisFps)
  return [
    `[0:v]${oncePer(preview)}${fit ? `,${fitted(fit)}` : ''},split=2[p][a]`,
    `[p]scale=${previewWidth}:-2:flags=fast_bilinear,format=yuvj420p[preview]`,
    `[a]${oncePer(analysisFps)},split=2[f][d]`,
    '[f]format=yuv420p[full]',
    `[d]scale=${detectorWidth}:${detectorHeight}:force_original_aspect_ratio=decrease:flags=area,format=rgb24[detector]`
  ].join(';')
}

const fitted = ({ width, height }: { width: number; height: number }): string =>
  `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=area,pad=${width}:${height}:-1:-1,setsar=1`

/** The first picture of every 1/fps of a second: keeps the rate on average whatever the source's is, without making any up. */
const oncePer = (fps: number): string =>
  `select='isnan(prev_selected_t)+gt(floor(t*${fps})\\,floor(prev_selected_t*${fps}))'`

function inputOf(
  { source, password }: CaptureRequest,
  options: DecoderOptions
): { args: string[]; stdin: string | null; secrets: string[] } {
  if (source.kind === 'file') {
    const loop = source.loop ? ['-stream_loop', '-1'] : []
    // `file:` keeps a name such as `concat:a|b` or `-y` a name.
    return {
      args: ['-nostdin', '-threads', '1', '-re', ...loop, '-i', `file:${source.path}`],
      stdin: null,
      secrets: []
    }
  }
  if (source.kind !== 'rtsp') throw new Error(`no way is known to read from ${source.kind}`)
  const protocols = 'pipe,file,crypto,data,rtsp,rtp,udp,tcp,tls'
  const args = ['-threads', '1', '-flags', 'low_delay', '-fpsprobesize', '0', '-protocol_whitelist', protocols]
  const script = [
    'ffconcat version 1.0',
    `file ${quote(withCredentials(source.url, source.username, password ?? ''))}`,
    `option rtsp_transport ${source.transport}`,
    `option ${options.rtspTimeout} 5000000`,
    'option fpsprobesize 0',
    ''
  ].join('\n')
  return {
    args: [...args, '-f', 'concat', '-safe', '0', '-i', 'pipe:0'],
    stdin: script,
    secrets: [source.username, password ?? '']
  }
}

/** ffmpeg decodes percent signs in user information, so that any character may stand in a password. */
export function withCredentials(url: string, username: string, password: string): string {
  if (username === '' && password === '') return url
  const encode = (text: string) => encodeURIComponent(text).replaceAll("'", '%27')
  return url.replace(/^(rtsps?:\/\/)/i, (scheme) => `${scheme}${encode(username)}:${encode(password)}@`)
}

/** Quoting of ffconcat: nothing is special inside single quotes, and a quote closes, stands escaped, and opens again. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
