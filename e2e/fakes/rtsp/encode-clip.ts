import { cachedEncoding } from './cached-encoding'
import type { H264Clip } from './h264-clip'
import { parseH264Clip } from './h264-clip'

export interface EncodeOptions {
  /** Pictures per second of the stream. */
  fps: number
  /** Seconds of an empty grey picture before the clip begins, so that a face has a known first frame. */
  emptyLeadSeconds?: number
  /** Where in the source to begin, and how much of it to take; the whole of it unless told. */
  fromSeconds?: number
  seconds?: number
  /** Width to scale to, in pixels, 3840 for 4K; the height keeps the shape. */
  width?: number
  /** Exact size to fit the picture into, with black bars; instead of `width`. */
  fit?: { width: number; height: number }
}

/** Encodes any video file to what a plain camera sends: H.264 baseline without B-frames, one keyframe per second. */
export async function encodeClip(file: string, options: EncodeOptions): Promise<H264Clip> {
  const encoded = await cachedEncoding(file, 'h264', (output) => encoderArguments(file, options, output))
  return parseH264Clip(encoded, options.fps)
}

function encoderArguments(file: string, options: EncodeOptions, output: string): string[] {
  const { fps } = options
  return [
    ...inputArguments(file, options),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'baseline', '-bf', '0'],
    ...['-g', String(fps), '-keyint_min', String(fps), '-sc_threshold', '0', '-threads', '1'],
    // Without x264's own remarks (SEI): the first picture of a stream shall be few packets.
    ...['-x264-params', 'repeat-headers=1', '-bsf:v', 'filter_units=remove_types=6', '-f', 'h264', output]
  ]
}

const fitted = ({ width, height }: { width: number; height: number }): string =>
  `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,setsar=1`

/** The part of a file that is wanted, at the wanted rate and size. */
export function inputArguments(file: string, options: EncodeOptions): string[] {
  const { fps, fromSeconds, seconds, width, fit, emptyLeadSeconds } = options
  const filters = [
    `fps=${fps}`,
    fit ? fitted(fit) : width === undefined ? 'scale=trunc(iw/2)*2:trunc(ih/2)*2' : `scale=${width}:-2`,
    ...(emptyLeadSeconds === undefined ? [] : [`tpad=start_duration=${emptyLeadSeconds}:color=gray`]),
    'format=yuv420p'
  ]
  return [
    ...(fromSeconds === undefined ? [] : ['-ss', String(fromSeconds)]),
    ...(seconds === undefined ? [] : ['-t', String(seconds)]),
    ...['-i', file, '-an', '-vf', filters.join(',')]
  ]
}
