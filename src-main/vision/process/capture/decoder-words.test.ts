import { describe, expect, it } from 'vitest'
import { DecoderWords, hardwareFailureIn, lastWords } from './decoder-words'

/** Lines as ffmpeg 5.1 writes them. */
const entering = (size: string, layout: string) =>
  `[graph 0 input from stream 0:0 @ 0x55d3] [verbose] ${size} pixfmt:${layout} tb:1/90000 fr:20/1 sar:1/1\n`

function read(...pieces: string[]) {
  let resized = 0
  const words = new DecoderWords(() => resized++)
  for (const piece of pieces) words.push(Buffer.from(piece))
  words.end()
  return { words, resized: () => resized }
}

describe('DecoderWords', () => {
  it('keeps errors alone, in whatever pieces they come', () => {
    const { words } = read(
      '[info] Input #0, rtsp\n[rtsp @ 0x5] [err',
      'or] method DESCRIBE failed: 401 Unauthorized\n  of a second line\n[verbose] quiet\n',
      '[error] pipe:0: Server returned 401'
    )
    expect(words.errors).toBe(
      '[rtsp @ 0x5] method DESCRIBE failed: 401 Unauthorized\n  of a second line\npipe:0: Server returned 401\n'
    )
    expect(lastWords(words.errors)).toBe('Server returned 401')
    expect(read('[error] a\n'.repeat(10_000)).words.errors.length).toBeLessThanOrEqual(4000)
  })

  it('notices another size, once per change, and no other layout', () => {
    const same = read(entering('w:640 h:360', 'yuv420p'), entering('w:640 h:360', 'nv12'))
    expect(same.resized()).toBe(0)
    expect(read(entering('w:640 h:360', 'yuv420p'), entering('w:360 h:640', 'yuv420p')).resized()).toBe(1)
  })

  it('tells hardware by the pictures that come from it', () => {
    const opened = '[h264 @ 0x5] [verbose] Reinit context to 640x368, pix_fmt: yuv420p\n'
    const hard = read(opened, entering('w:640 h:360', 'nv12')).words
    expect([hard.hardware('vaapi'), hard.hardwareRefused()]).toEqual(['vaapi', null])
    const auto = read('[verbose] Using auto hwaccel type vdpau with new default device.\n', entering('w:8 h:8', 'nv12'))
    expect(auto.words.hardware('auto')).toBe('vdpau')
  })

  it('says why software decodes, and forgets it when the source ends', () => {
    const { words } = read('[error] Device creation failed: -1.\n', entering('w:640 h:360', 'yuv420p'))
    expect([words.hardware('auto'), words.hardwareRefused()]).toEqual([null, 'Device creation failed: -1.'])
    expect(words.errors).toBe('')
    const silent = read(entering('w:640 h:360', 'yuv420p')).words
    expect(silent.hardwareRefused()).toContain('does not fit')
  })
})

describe('hardwareFailureIn', () => {
  it.each([
    [
      'Device creation failed: -5.\n[h264 @ 0x5] No device available for decoder: device type vaapi needed for codec h264.\nDevice setup failed\n',
      'No device available for decoder: device type vaapi needed for codec h264.'
    ],
    ['Unrecognized hwaccel: nonesuch.\nSupported hwaccels: vdpau\n', 'Unrecognized hwaccel: nonesuch.'],
    ['Connection refused\n', null]
  ])('%j', (errors, words) => {
    expect(hardwareFailureIn(errors)).toBe(words)
  })
})
