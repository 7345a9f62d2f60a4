import type { CameraOptions } from '../../../../contracts/domain/camera-options'
import type { InputDialect, InputRequest } from './source-inputs'
import { inputOf } from './source-inputs'

/** What this build of ffmpeg understands, as `probeDecoder` found. */
export interface DecoderOptions extends InputDialect {
  /** Since 5.1; `vsync` goes away. */
  frameRateMode: 'fps_mode' | 'vsync'
  /** Since 4.4. Without it, pictures whose size changes are stretched to the first size, and nobody can tell. */
  autoscale: boolean
  /** It can write a line of text about each packet (`framecrc`), beside the decoding. */
  packetLines: boolean
}

export interface CaptureRequest extends InputRequest, Pick<CameraOptions, 'rotation' | 'mirror'> {
  analysisFps: number
  /** Input of the detector: analysed pictures are also delivered scaled to fit it. */
  detectorWidth: number
  detectorHeight: number
  /** Pictures are fitted into this size, with bars: for a clip whose size is known to change. */
  fit: { width: number; height: number } | null
  /** Method of hardware decoding to try, `auto` for any; null decodes in software. */
  hardware: string | null
}

export interface FfmpegCommand {
  args: string[]
  /** Written to standard input, which is then closed; null when nothing is. */
  stdin: string | null
  /** Standard input stays open for single pictures. */
  shots: boolean
  /** Words that must never leave the process. */
  secrets: string[]
  /** The source's pictures may change their size: they are fitted into one. */
  fitted: boolean
}

/** Pictures per second of the preview, unless analysis wants more. */
const previewFps = 10
export const previewWidth = 640

/**
 * Outputs: fd 1 full yuv420p, fd 3 JPEG, fd 4 rgb24 for the detector, all NUT, so that each picture carries its
 * presentation time; fd 5 a line of text for each packet as the camera sent it.
 */
export const outputFds = { full: 1, preview: 3, detector: 4, packets: 5 } as const

/**
 * The one ffmpeg of a camera: a single decode, three outputs. Analysed pictures are chosen among the previewed ones, so
 * that boxes and picture meet by their time. Credentials travel in an ffconcat script on standard input, never in argv,
 * which every user of the machine can read. There is no shell anywhere, so names and addresses need no escaping but ffconcat's.
 */
export function captureCommand(request: CaptureRequest, options: DecoderOptions): FfmpegCommand {
  const input = inputOf(request, options)
  const everyFrame = [
    ...[`-${options.frameRateMode}`, 'passthrough', '-enc_time_base', input.timeless ? '1:1000' : '-1'],
    ...['-threads', '1', '-flush_packets', '1']
  ]
  const nut = ['-write_index', '0', '-f', 'nut']
  // A source that changes its size is to be noticed, not stretched: its pictures are then of another length.
  const asTheyAre = options.autoscale ? ['-autoscale', '0'] : []
  const packets = ['-map', '0:v:0', '-c:v', 'copy', '-flush_packets', '1', '-f', 'framecrc', 'pipe:5']
  return {
    args: [
      // Whether hardware decodes, and what size pictures have, is said in verbose lines alone; each names its level.
      ...['-hide_banner', '-nostats', '-loglevel', 'level+verbose'],
      ...(request.hardware === null ? [] : ['-hwaccel', request.hardware]),
      ...input.args,
      ...['-an', '-sn', '-dn', '-filter_complex', filterGraph(request, input.timeless)],
      ...['-map', '[full]', ...asTheyAre, '-c:v', 'rawvideo', ...everyFrame, ...nut, 'pipe:1'],
      ...['-map', '[preview]', '-c:v', 'mjpeg', '-q:v', '6', ...everyFrame, ...nut, 'pipe:3'],
      ...['-map', '[detector]', ...asTheyAre, '-c:v', 'rawvideo', ...everyFrame, ...nut, 'pipe:4'],
      ...(options.packetLines ? packets : [])
    ],
    stdin: input.stdin,
    shots: request.shots,
    secrets: input.secrets,
    fitted: request.fit !== null
  }
}

function filterGraph(request: CaptureRequest, timeless: boolean): string {
  const { analysisFps, detectorWidth, detectorHeight, fit } = request
  const chosen = [
    ...(timeless ? ['settb=1/1000', 'setpts=(RTCTIME-RTCSTART)/1000'] : []),
    oncePer(Math.max(previewFps, analysisFps)),
    ...turned(request),
    ...(fit ? [fitted(fit)] : [])
  ]
  return [
    `[0:v]${chosen.join(',')},split=2[p][a]`,
    `[p]scale=${previewWidth}:-2:flags=fast_bilinear,format=yuvj420p[preview]`,
    `[a]${oncePer(analysisFps)},split=2[f][d]`,
    '[f]format=yuv420p[full]',
    `[d]scale=${detectorWidth}:${detectorHeight}:force_original_aspect_ratio=decrease:flags=area,format=rgb24[detector]`
  ].join(';')
}

/** Clockwise, then mirrored: nothing behind this knows how the camera hangs. */
function turned({ rotation, mirror }: Pick<CameraOptions, 'rotation' | 'mirror'>): string[] {
  const turn = { 0: [], 90: ['transpose=clock'], 180: ['hflip', 'vflip'], 270: ['transpose=cclock'] }[rotation]
  return mirror ? [...turn, 'hflip'] : turn
}

const fitted = ({ width, height }: { width: number; height: number }): string =>
  `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=area,pad=${width}:${height}:-1:-1,setsar=1`

/** The first picture of every 1/fps of a second: keeps the rate on average whatever the source's is, without making any up. */
const oncePer = (fps: number): string =>
  `select='isnan(prev_selected_t)+gt(floor(t*${fps})\\,floor(prev_selected_t*${fps}))'`
