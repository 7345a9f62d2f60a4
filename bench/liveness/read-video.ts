import { execFileSync } from 'node:child_process'
import type { Picture } from '../../src-main/vision/process/worker/picture'
import { pictureBytes } from '../../src-main/vision/process/worker/picture'

export type Yuv = Extract<Picture, { format: 'yuv420p' }>

/** Pictures of a film, `fps` a second and at most `most`, no side beyond 1280; decoded by ffmpeg as a camera's are. */
export function readVideo(ffmpegPath: string, path: string, fps: number, most: number, from = 0): Yuv[] {
  const fit = `scale='min(1280,iw)':'min(1280,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2:flags=area`
  const bytes = execFileSync(
    ffmpegPath,
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-ss', String(from), '-i', path, '-an'],
      ...[
        '-vf',
        `fps=${fps},${fit},format=yuv420p`,
        '-frames:v',
        String(most),
        '-f',
        'yuv4mpegpipe',
        '-strict',
        '-1',
        '-'
      ]
    ],
    { maxBuffer: 2 ** 31 - 1 }
  )
  return splitY4m(bytes)
}

/** YUV4MPEG2 (the mjpegtools format): one header line, then a line and planes per picture. */
export function splitY4m(bytes: Uint8Array): Yuv[] {
  const lineFrom = (start: number) => bytes.indexOf(0x0a, start)
  const header = new TextDecoder().decode(bytes.subarray(0, Math.max(0, lineFrom(0))))
  const [, width, height] = /^YUV4MPEG2 .*?W(\d+) .*?H(\d+)/.exec(header) ?? []
  if (!width || !height) return []
  const size = { width: Number(width), height: Number(height) }
  const length = pictureBytes('yuv420p', size.width, size.height)
  const pictures: Yuv[] = []
  for (let at = lineFrom(0) + 1; at < bytes.length;) {
    const start = lineFrom(at) + 1
    if (start === 0 || start + length > bytes.length) break
    pictures.push({ format: 'yuv420p', ...size, data: bytes.subarray(start, start + length) })
    at = start + length
  }
  return pictures
}
