import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { wholePicture } from './whole-picture'

const ffmpeg = (input: Uint8Array | undefined, ...args: string[]) =>
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args, 'pipe:1'], {
    ...(input ? { input } : {}),
    maxBuffer: 1 << 26
  })

it.each([
  [322, 242],
  [1280, 720]
])('has the colours of the picture, %i × %i', (width, height) => {
  const size = `${width}x${height}`
  const matrix = height >= 720 ? 'bt709' : 'bt601'
  const data = ffmpeg(
    undefined,
    ...['-f', 'lavfi', '-i', `smptebars=size=${size}`, '-frames:v', '1'],
    ...['-vf', `scale=out_color_matrix=${matrix}:out_range=tv,format=yuv420p`, '-f', 'rawvideo']
  )
  const jpeg = wholePicture({ format: 'yuv420p', width, height, data })
  // JPEG is always BT.601 of full range.
  const rgb = ffmpeg(jpeg, '-f', 'mjpeg', '-i', 'pipe:0', '-pix_fmt', 'rgb24', '-f', 'rawvideo')
  expect(rgb.length).toBe(width * height * 3)
  const at = (x: number, y: number) => [...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
  // The middle of the first, second and sixth bars: grey, yellow and red of 75 %.
  const bars: [number, number[]][] = [
    [0, [191, 191, 191]],
    [1, [191, 191, 0]],
    [5, [191, 0, 0]]
  ]
  for (const [bar, colour] of bars) {
    const seen = at(Math.round((width * (bar + 0.5)) / 7), height >> 2)
    seen.forEach((value, channel) => expect(Math.abs(value - colour[channel]!)).toBeLessThan(8))
  }
})
