import { execFileSync } from 'node:child_process'
import type { Box } from '../../../../contracts/domain/face'
import type { Picture } from './picture'
import { chromaSide, pictureBytes } from './picture'

/** For tests: pictures in which people of the real clips walk, cross and hide. */
export interface Pasted {
  picture: Picture
  /** The part of it that is pasted, even numbers. */
  part: Box
  /** Where its corner goes; may lie outside. */
  x: number
  y: number
}

export interface Scene {
  full: Picture
  /** As a camera's would be given to the detector. */
  detector: Picture
}

export const sceneSize = { width: 640, height: 360 }

/** The part of the clips' pictures in which their person is, with some surroundings. */
export const personPart = {
  franck: { x1: 86, y1: 6, x2: 286, y2: 288 },
  cap12: { x1: 110, y1: 40, x2: 300, y2: 300 },
  cap13: { x1: 110, y1: 40, x2: 300, y2: 300 }
} satisfies Record<string, Box>

/** One picture per list: a grey room, and what is pasted into it, the last on top. */
export function composeScenes(scenes: readonly (readonly (Pasted | { board: Box })[])[]): Scene[] {
  const { width, height } = sceneSize
  const fulls = scenes.map((things): Picture => {
    const data = new Uint8Array(pictureBytes('yuv420p', width, height)).fill(128)
    data.fill(100, 0, width * height)
    const full: Picture = { format: 'yuv420p', width, height, data }
    for (const thing of things) {
      if ('board' in thing) fillLuma(full, thing.board, 60)
      else paste(full, thing)
    }
    return full
  })
  const small = { width: 320, height: 180 }
  const bytes = execFileSync(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
      ...['-s', `${width}x${height}`, '-i', 'pipe:0', '-vf', `scale=${small.width}:${small.height}:flags=area`],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']
    ],
    { input: Buffer.concat(fulls.map(({ data }) => data)), maxBuffer: 1 << 29 }
  )
  const size = small.width * small.height * 3
  return fulls.map((full, i) => {
    const data = new Uint8Array(bytes.subarray(i * size, (i + 1) * size))
    return { full, detector: { format: 'rgb24', ...small, data } }
  })
}

function paste(target: Picture, { picture, part, x, y }: Pasted): void {
  const planes = [0, 1, 2] as const
  for (const plane of planes) {
    const shift = plane === 0 ? 0 : 1
    const from = planeOf(picture, plane)
    const to = planeOf(target, plane)
    const [left, top] = [Math.round(x / 2) * (2 >> shift), Math.round(y / 2) * (2 >> shift)]
    for (let row = part.y1 >> shift; row < part.y2 >> shift; row++) {
      const line = top + row - (part.y1 >> shift)
      if (line < 0 || line >= to.height) continue
      for (let column = part.x1 >> shift; column < part.x2 >> shift; column++) {
        const at = left + column - (part.x1 >> shift)
        if (at >= 0 && at < to.width) to.data[line * to.width + at] = from.data[row * from.width + column]!
      }
    }
  }
}

function fillLuma(target: Picture, { x1, y1, x2, y2 }: Box, grey: number): void {
  for (let row = y1; row < y2; row++) target.data.fill(grey, row * target.width + x1, row * target.width + x2)
  for (const plane of [1, 2] as const) {
    const { data, width } = planeOf(target, plane)
    for (let row = y1 >> 1; row < y2 >> 1; row++) data.fill(128, row * width + (x1 >> 1), row * width + (x2 >> 1))
  }
}

function planeOf(
  { width, height, data }: Picture,
  plane: 0 | 1 | 2
): { data: Uint8Array; width: number; height: number } {
  const [w, h] = [chromaSide(width), chromaSide(height)]
  if (plane === 0) return { data: data.subarray(0, width * height), width, height }
  const begin = width * height + (plane === 1 ? 0 : w * h)
  return { data: data.subarray(begin, begin + w * h), width: w, height: h }
}
