import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { MusterError } from '../../../contracts/result'
import { decodePhoto } from './decode-photo'

const draw = (size: string, ...args: string[]) =>
  execFileSync('ffmpeg', [
    '-hide_banner',
    '-loglevel',
    'error',
    '-f',
    'lavfi',
    '-i',
    `color=red:size=${size},drawbox=0:0:20:20:blue:fill`,
    '-frames:v',
    '1',
    ...args,
    '-'
  ])

const jpeg = draw('120x80', '-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe')

/** The same JPEG with an EXIF segment that says how the camera was held. */
function turned(orientation: number): Buffer {
  const tiff = Buffer.from('49492a00080000000100120103000100000000000000' + '00000000', 'hex')
  tiff.writeUInt16LE(orientation, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

const pixel = ({ width, data }: { width: number; data: SharedArrayBuffer }, x: number, y: number) =>
  [...new Uint8Array(data, (y * width + x) * 3, 3)].map((value) => (value > 128 ? 1 : 0))
const red = [1, 0, 0]
const blue = [0, 0, 1]

describe('decodePhoto', () => {
  it.each([
    ['JPEG', ['-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe']],
    ['PNG', ['-c:v', 'png', '-f', 'image2pipe']],
    ['BMP', ['-c:v', 'bmp', '-f', 'image2pipe']],
    ['grey PNG', ['-c:v', 'png', '-pix_fmt', 'gray', '-f', 'image2pipe']]
  ])('reads %s', async (_name, args) => {
    expect(await decodePhoto('ffmpeg', draw('120x80', ...args))).toMatchObject({ width: 120, height: 80 })
  })

  it.each([
    [1, 120, 80, [5, 5]],
    [2, 120, 80, [115, 5]],
    [3, 120, 80, [115, 75]],
    [4, 120, 80, [5, 75]],
    [5, 80, 120, [5, 5]],
    [6, 80, 120, [75, 5]],
    [7, 80, 120, [75, 115]],
    [8, 80, 120, [5, 115]]
  ])('turns a picture of orientation %i upright', async (orientation, width, height, [x, y]) => {
    const photo = await decodePhoto('ffmpeg', turned(orientation))
    expect([photo.width, photo.height]).toEqual([width, height])
    expect(pixel(photo, x!, y!)).toEqual(blue)
    expect(pixel(photo, 40, 60)).toEqual(red)
  })

  it('scales a huge picture down while decoding', async () => {
    expect(await decodePhoto('ffmpeg', draw('4000x2000', '-c:v', 'mjpeg', '-f', 'image2pipe'))).toMatchObject({
      width: 2560,
      height: 1280
    })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['a playlist', Buffer.from('#EXTM3U\nfile:///etc/passwd')],
    ['half a JPEG header', jpeg.subarray(0, 40)],
    ['rubbish after a JPEG beginning', Buffer.concat([jpeg.subarray(0, 4), Buffer.alloc(5000, 7)])]
  ])('refuses %s with words', async (_name, bytes) => {
    const failure = await decodePhoto('ffmpeg', bytes).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(MusterError)
    expect(failure).toMatchObject({ code: 'image_unreadable' })
  })

  it('says so when there is no decoder', async () => {
    await expect(decodePhoto('/nowhere/ffmpeg', jpeg)).rejects.toMatchObject({ code: 'decoder_missing' })
  })
})
