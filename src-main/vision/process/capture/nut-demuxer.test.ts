import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { NutDemuxer } from './nut-demuxer'
import type { NutStream } from './nut-headers'

/** What the demuxer makes of bytes that arrive in pieces of the given size. */
function demux(bytes: Uint8Array, piece: number) {
  const streams: NutStream[] = []
  const frames: { ptsMs: number; bytes: Uint8Array }[] = []
  let target = new Uint8Array(0)
  const demuxer = new NutDemuxer({
    onStream: (stream) => streams.push(stream),
    onFrame: ({ size }) => (target = new Uint8Array(size)),
    onFrameEnd: ({ ptsMs }) => frames.push({ ptsMs, bytes: target })
  })
  for (let at = 0; at < bytes.length; at += piece) demuxer.push(bytes.subarray(at, at + piece))
  return { streams, frames }
}

const ffmpeg = (args: string[]) =>
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args, '-'], { maxBuffer: 1 << 28 })
const pattern = (size: string, rate: string, count: number, ...rest: string[]) =>
  ffmpeg(['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${rate}`, '-frames:v', String(count), ...rest])
const nut = ['-write_index', '0', '-f', 'nut']

describe('NutDemuxer on what ffmpeg writes', () => {
  it.each([
    [1, '25'],
    [7, '30000/1001'],
    [65_536, '12'],
    [10_000_000, '24']
  ])('raw video in pieces of %i bytes at %s pictures a second', (piece, rate) => {
    const count = 5
    const { streams, frames } = demux(
      pattern('66x50', rate, count, '-pix_fmt', 'yuv420p', '-c:v', 'rawvideo', ...nut),
      piece
    )
    expect(streams).toMatchObject([{ width: 66, height: 50, fourcc: 'I420' }])
    const [num = 1, den = 1] = rate.split('/').map(Number)
    frames.forEach((frame, i) => expect(frame.ptsMs).toBeCloseTo((i * 1000 * den) / num, 6))
    expect(frames.map((frame) => frame.bytes.length)).toEqual(Array.from({ length: count }, () => (66 * 50 * 3) / 2))
  })

  it('gives every byte of the pictures back', () => {
    const plain = pattern('80x60', '10', 4, '-pix_fmt', 'rgb24', '-c:v', 'rawvideo', '-f', 'rawvideo')
    const { frames } = demux(pattern('80x60', '10', 4, '-pix_fmt', 'rgb24', '-c:v', 'rawvideo', ...nut), 1000)
    expect(Buffer.concat(frames.map((frame) => frame.bytes)).equals(plain)).toBe(true)
  })

  it('gives JPEG pictures back, small ones (whose beginning NUT leaves out) and large ones', () => {
    for (const size of ['32x24', '640x480']) {
      const { frames, streams } = demux(pattern(size, '10', 3, '-c:v', 'mjpeg', ...nut), 333)
      expect(streams[0]?.fourcc).toBe('MJPG')
      for (const { bytes } of frames) {
        expect([bytes[0], bytes[1]]).toEqual([0xff, 0xd8])
        expect([bytes.at(-2), bytes.at(-1)]).toEqual([0xff, 0xd9])
      }
    }
  })

  it('keeps irregular times exact, past syncpoints and long gaps', () => {
    const times = [0, 40, 80, 1000, 1040, 61_000, 3_661_000]
    const expression = times.reduceRight(
      (rest, time, i) => (rest === '' ? String(time) : `if(eq(N,${i}),${time},${rest})`),
      ''
    )
    const bytes = pattern(
      '320x240',
      '25',
      times.length,
      '-vf',
      `settb=1/90000,setpts='(${expression})*90'`,
      '-vsync',
      'passthrough',
      '-enc_time_base',
      '-1',
      '-c:v',
      'rawvideo',
      ...nut
    )
    expect(demux(bytes, 4096).frames.map((frame) => frame.ptsMs)).toEqual(times)
  })

  it('refuses what is not NUT', () => {
    expect(() => demux(new Uint8Array(100_000).fill(65), 5000)).toThrow(RangeError)
    const good = pattern('66x50', '25', 2, '-c:v', 'rawvideo', ...nut)
    const bad = Buffer.from(good)
    bad.fill(0x4e, 26, 60)
    expect(() => demux(bad, 100_000)).toThrow(RangeError)
  })
})
