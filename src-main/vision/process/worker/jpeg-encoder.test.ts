import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { encodeJpeg } from './jpeg-encoder'

/** What an independent decoder makes of it. */
const decode = (jpeg: Uint8Array) =>
  execFileSync(
    'ffmpeg',
    [
      '-hide_banner',
      '-loglevel',
      'error',
      '-xerror',
      '-f',
      'jpeg_pipe',
      '-i',
      '-',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-'
    ],
    {
      input: jpeg
    }
  )

const scene = (width: number, height: number) =>
  Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3]
    return 128 + 90 * Math.sin((x * (c + 1)) / 17) * Math.cos((y * (3 - c)) / 23)
  })

describe('encodeJpeg', () => {
  it.each([
    [64, 48],
    [256, 190],
    [33, 17],
    [1, 1],
    [9, 200]
  ])('%i × %i comes back as it was, near enough', (width, height) => {
    const rgb = scene(width, height)
    const back = decode(encodeJpeg(rgb, width, height, 90))
    expect(back.length).toBe(rgb.length)
    let squares = 0
    rgb.forEach((value, i) => (squares += (value - back[i]!) ** 2))
    expect(Math.sqrt(squares / rgb.length)).toBeLessThan(3)
  })

  it('survives the hardest contrast and random noise', () => {
    const checks = Uint8Array.from({ length: 40 * 40 * 3 }, (_, i) =>
      (Math.floor(i / 3) + Math.floor(i / 120)) % 2 ? 255 : 0
    )
    expect(decode(encodeJpeg(checks, 40, 40, 100)).length).toBe(4800)
    let seed = 1
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, () => (seed = (seed * 16807) % 2147483647) & 255)
    expect(decode(encodeJpeg(noise, 64, 64, 95)).length).toBe(64 * 64 * 3)
  })

  it('is smaller at lower quality', () => {
    const sizes = [95, 75, 30].map((quality) => encodeJpeg(scene(200, 200), 200, 200, quality).length)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(sizes[1]).toBeLessThan(15_000)
  })
})
