import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { decodeJpeg } from '../worker/jpeg-decoder'
import { bmpToJpeg } from './bmp-to-jpeg'

const bmp = (layout: string) => {
  const picture = [
    '-f',
    'lavfi',
    '-i',
    'color=0x4080c0:size=33x20',
    '-vf',
    'scale=33:20,format=rgb24,drawbox=0:0:33:10:red:fill',
    '-frames:v',
    '1'
  ]
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    ...picture,
    '-pix_fmt',
    layout,
    '-f',
    'image2pipe',
    '-c:v',
    'bmp',
    '-'
  ]
  return execFileSync('ffmpeg', args)
}

it.each(['bgr24', 'bgra'])('keeps colours and which way is up, %s', (layout) => {
  const { width, height, data } = decodeJpeg(bmpToJpeg(bmp(layout)))
  expect([width, height]).toEqual([33, 20])
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
  const near = (seen: number[], colour: number[]) =>
    seen.forEach((value, i) => expect(Math.abs(value - colour[i]!)).toBeLessThan(12))
  near(at(16, 3), [254, 0, 0])
  near(at(16, 17), [0x40, 0x80, 0xc0])
})

it('refuses what is cut off, or another kind', () => {
  const whole = bmp('bgr24')
  expect(() => bmpToJpeg(whole.subarray(0, 500))).toThrow(RangeError)
  expect(() => bmpToJpeg(bmp('rgb565le'))).toThrow(RangeError)
  expect(() => bmpToJpeg(Buffer.from('BM'))).toThrow(RangeError)
})
