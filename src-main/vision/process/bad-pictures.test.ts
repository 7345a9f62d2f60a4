import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MusterError } from '../../../contracts/result'
import { readModelPack } from '../model-packs'
import { decodePhoto } from './decode-photo'
import { analyseStill, detectAnySize } from './worker/analyse-still'
import { dot } from './worker/embedder'
import type { FaceModels } from './worker/models'
import { openModels } from './worker/models'
import type { Picture } from './worker/picture'
import { clips, groupPhoto, modelsDir } from './worker/real-pictures'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A frame of a clip, in which there is one face, as a file of some format. */
const encode = (...args: string[]): Buffer =>
  execFileSync('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-ss', '2', '-i', clips.franck.file, '-frames:v', '1'],
    ...[...args, 'pipe:1']
  ])
/** Two seconds of it: an animation. */
const animate = (...args: string[]): Buffer =>
  execFileSync('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-ss', '2', '-i', clips.franck.file, '-t', '2'],
    ...['-vf', 'fps=3', ...args, 'pipe:1']
  ])
/** By another library in a process of its own, for what ffmpeg does not write. */
const sharpened = (input: Buffer, code: string): Buffer =>
  execFileSync(
    'node',
    [
      '-e',
      `require('sharp')(require('node:fs').readFileSync(0))${code}.toBuffer().then((b) => process.stdout.write(b))`
    ],
    { input, cwd: import.meta.dirname, maxBuffer: 1 << 26 }
  )

const jpeg = encode('-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe')
const png = encode('-c:v', 'png', '-f', 'image2pipe')

/** A PNG of any size that holds next to nothing: 8 bits of grey, rows of zeros. */
function bomb(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0))
  ])
}

/** A JPEG whose frame header promises a size that its data do not have. */
function grown(width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg)
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

describe('pictures as they come', () => {
  let models: FaceModels
  let template: Float32Array
  beforeAll(async () => {
    models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
    template = (await facesOf(png))[0]!.template
  })
  afterAll(() => models.release())

  async function facesOf(bytes: Buffer) {
    const { width, height, data } = await decodePhoto('ffmpeg', bytes)
    const picture: Picture = { format: 'rgb24', width, height, data: new Uint8Array(data) }
    return analyseStill(models, picture, await detectAnySize(models.detector, picture), { minEyeDistancePx: 24 }, null)
  }

  it.each([
    ['CMYK JPEG', () => sharpened(png, ".toColourspace('cmyk').jpeg({ quality: 95 })")],
    ['progressive JPEG', () => sharpened(png, '.jpeg({ progressive: true })')],
    ['grey JPEG', () => encode('-pix_fmt', 'gray', '-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe')],
    ['PNG of 16 bits', () => encode('-pix_fmt', 'rgb48be', '-c:v', 'png', '-f', 'image2pipe')],
    ['PNG with transparency', () => sharpened(png, '.ensureAlpha(0.5).png()')],
    ['PNG of a palette', () => sharpened(png, '.png({ palette: true })')],
    ['interlaced PNG', () => sharpened(png, '.png({ progressive: true })')],
    ['animated PNG', () => animate('-c:v', 'apng', '-f', 'apng')],
    ['WebP', () => encode('-c:v', 'libwebp', '-f', 'image2pipe')],
    ['lossless WebP', () => encode('-c:v', 'libwebp', '-lossless', '1', '-f', 'image2pipe')],
    ['WebP with transparency', () => sharpened(png, '.ensureAlpha(0.5).webp()')],
    ['animated WebP', () => animate('-c:v', 'libwebp_anim', '-f', 'webp')],
    ['animated GIF', () => animate('-f', 'gif')],
    ['BMP', () => encode('-c:v', 'bmp', '-f', 'image2pipe')],
    ['PGM', () => encode('-c:v', 'pgm', '-pix_fmt', 'gray', '-f', 'image2pipe')],
    ['PGM of 16 bits', () => encode('-c:v', 'pgm', '-pix_fmt', 'gray16be', '-f', 'image2pipe')],
    ['PPM', () => encode('-c:v', 'ppm', '-f', 'image2pipe')]
  ])('finds the same face in a %s', async (_name, file) => {
    const faces = await facesOf(file())
    expect(faces).toHaveLength(1)
    expect(dot(faces[0]!.template, template)).toBeGreaterThan(0.8)
  })

  it('finds nobody in a picture without a face', async () => {
    const sky = execFileSync('ffmpeg', [
      ...['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', 'gradients=s=640x480:n=2', '-frames:v', '1'],
      ...['-c:v', 'png', '-f', 'image2pipe', 'pipe:1']
    ])
    expect(await facesOf(sky)).toEqual([])
  })
})

describe('pictures that are refused', () => {
  const refusalOf = async (bytes: Uint8Array): Promise<MusterError> => {
    const thrown = await decodePhoto('ffmpeg', bytes).catch((failure: unknown) => failure)
    expect(thrown).toBeInstanceOf(MusterError)
    return thrown as MusterError
  }

  it.each([
    ['0 bytes', () => Buffer.alloc(0), 'empty', /empty/],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'format_not_read', /PDF/],
    ['text', () => Buffer.from('Dear colleague,'), 'format_not_read', /JPEG, PNG/],
    ['HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'format_not_read', /HEIC/],
    ['AVIF', () => sharpened(png, '.avif()'), 'format_not_read', /AVIF/],
    ['TIFF', () => sharpened(png, '.tiff()'), 'format_not_read', /TIFF/],
    ['a video', () => readFileSync(clips.cap12.file), 'format_not_read', /video/],
    ['a JPEG of 20,000 × 20,000', () => grown(20_000, 20_000), 'too_large', /20000 × 20000/],
    ['a PNG of 20,000 × 20,000', () => bomb(20_000, 20_000), 'too_large', /megapixels/],
    ['a PNG of one long line', () => bomb(4_000_000_000, 1), 'too_large', /megapixels/],
    ['a JPEG without its end', () => jpeg.subarray(0, jpeg.length / 2), 'cut_off', /Copy it anew/],
    ['a photo without its end', () => readFileSync(groupPhoto(1)).subarray(0, 40_000), 'cut_off', /Copy it anew/],
    ['a PNG without its end', () => png.subarray(0, png.length - 20), 'cut_off', /Copy it anew/],
    ['a WebP without its end', () => encode('-c:v', 'libwebp', '-f', 'webp').subarray(0, 2000), 'cut_off', /anew/],
    ['a PGM without its end', () => Buffer.from('P5\n64 64\n255\n abc'), 'cut_off', /anew/],
    ['a GIF without its end', () => animate('-f', 'gif').subarray(0, 9000), 'cut_off', /anew/],
    ['half a header', () => jpeg.subarray(0, 40), 'damaged', /damaged/],
    ['a PNG that says nothing', () => Buffer.concat([png.subarray(0, 8), Buffer.alloc(60)]), 'damaged', /damaged/],
    ['a picture without pixels', () => Buffer.from('P5\n0 7\n255\n'), 'damaged', /no pixels/]
  ])('%s', async (_name, file, reason, words) => {
    const { code, details, message } = await refusalOf(file())
    expect({ code, details }).toEqual({ code: 'image_unreadable', details: { reason } })
    expect(message).toMatch(words)
  })

  it('a file of rubbish behind any beginning, whatever it is', async () => {
    const beginnings = [jpeg, png, encode('-c:v', 'libwebp', '-f', 'webp'), animate('-f', 'gif'), Buffer.from('BM')]
    for (const beginning of beginnings) {
      for (const length of [12, 30, 200]) {
        const bytes = Buffer.concat([beginning.subarray(0, length), Buffer.alloc(3000, length)])
        expect((await refusalOf(bytes)).code).toBe('image_unreadable')
      }
    }
  })

  describe('with a decoder that hangs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-decoder-'))
    afterAll(() => rmSync(folder, { recursive: true }))

    it.skipIf(process.platform === 'win32')('gives up and ends it', async () => {
      const [decoder, pidFile] = [join(folder, 'ffmpeg'), join(folder, 'pid')]
      writeFileSync(
        decoder,
        `#!/bin/sh\necho $$ > ${pidFile}.part && mv ${pidFile}.part ${pidFile}\nexec sleep 600\n`,
        {
          mode: 0o755
        }
      )
      await expect(decodePhoto(decoder, jpeg, 700)).rejects.toMatchObject({ code: 'timeout' })
      // A machine under load may not have come to the first line before the end.
      if (existsSync(pidFile)) expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH')
    })
  })
})
