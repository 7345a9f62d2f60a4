import { spawn } from 'node:child_process'
import { MusterError } from '../../../contracts/result'
import { NutDemuxer } from './capture/nut-demuxer'

export interface DecodedPhoto {
  width: number
  height: number
  /** rgb24. */
  data: SharedArrayBuffer
}

/** Larger photos are scaled down while decoding: more pixels than these show no face better. */
const longestSide = 2560
/** A file that promises more pixels is not decoded at all. */
const mostPixels = 100_000_000
const patienceMs = 15_000

/** Formats by their first bytes: the decoder is told which it is and may use no other, so that no playlist poses as a photo. */
const formats: readonly { demuxer: string; codecs: string; matches: (bytes: Uint8Array) => boolean }[] = [
  { demuxer: 'jpeg_pipe', codecs: 'mjpeg', matches: (b) => b[0] === 0xff && b[1] === 0xd8 },
  { demuxer: 'png_pipe', codecs: 'png,apng', matches: (b) => b[0] === 0x89 && text(b, 1, 3) === 'PNG' },
  { demuxer: 'webp_pipe', codecs: 'webp', matches: (b) => text(b, 0, 4) === 'RIFF' && text(b, 8, 4) === 'WEBP' },
  { demuxer: 'bmp_pipe', codecs: 'bmp', matches: (b) => text(b, 0, 2) === 'BM' },
  { demuxer: 'pgm_pipe', codecs: 'pgm', matches: (b) => text(b, 0, 2) === 'P5' },
  { demuxer: 'ppm_pipe', codecs: 'ppm', matches: (b) => text(b, 0, 2) === 'P6' }
]

/**
 * Decodes a photo file with ffmpeg, upright by its EXIF orientation. Not with sharp: its native library and Electron's
 * GTK bring a GLib each into one process, and on Linux that ends in crashes (ADR on pictures).
 *
 * @throws MusterError `image_unreadable` for anything that is no whole JPEG, PNG, WebP or BMP of at most 100 megapixels
 */
export async function decodePhoto(ffmpegPath: string, bytes: Uint8Array): Promise<DecodedPhoto> {
  const format = formats.find((one) => one.matches(bytes))
  if (!format) throw unreadable('Muster reads JPEG, PNG, WebP and BMP files.')
  const fit = `scale='min(${longestSide},iw)':'min(${longestSide},ih)':force_original_aspect_ratio=decrease:flags=area,format=rgb24`
  const args = [
    ...[
      '-hide_banner',
      '-nostats',
      '-loglevel',
      'error',
      '-protocol_whitelist',
      'pipe',
      '-max_pixels',
      String(mostPixels)
    ],
    ...['-codec_whitelist', format.codecs, '-f', format.demuxer, '-i', 'pipe:0', '-frames:v', '1', '-vf', fit],
    ...['-c:v', 'rawvideo', '-write_index', '0', '-f', 'nut', 'pipe:1']
  ]
  const { photo, code } = await run(ffmpegPath, args, bytes)
  if (photo && code === 0) return photo
  throw unreadable('The file is damaged or too large.')
}

function run(
  path: string,
  args: string[],
  input: Uint8Array
): Promise<{ photo: DecodedPhoto | null; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { stdio: ['pipe', 'pipe', 'ignore'], shell: false, windowsHide: true })
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    let photo: DecodedPhoto | null = null
    let complete = false
    const demuxer = new NutDemuxer({
      onStream: () => undefined,
      onFrame: ({ size, stream: { width, height } }) => {
        if (size !== width * height * 3) throw new RangeError('a picture of another size')
        photo = { width, height, data: new SharedArrayBuffer(size) }
        return new Uint8Array(photo.data)
      },
      onFrameEnd: () => (complete = true)
    })
    child.stdout.on('data', (chunk: Uint8Array) => {
      try {
        demuxer.push(chunk)
      } catch {
        child.kill('SIGKILL')
      }
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.once('error', () => {
      clearTimeout(timer)
      reject(new MusterError('decoder_missing', 'Photos cannot be read because ffmpeg does not start. Install ffmpeg.'))
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ photo: complete ? photo : null, code })
    })
  })
}

const text = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

const unreadable = (why: string): MusterError =>
  new MusterError('image_unreadable', `This picture cannot be read. ${why}`)
