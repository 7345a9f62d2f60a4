import { spawn } from 'node:child_process'
import { MusterError } from '../../../contracts/result'
import { NutDemuxer } from './capture/nut-demuxer'
import { firstWebpFrame } from './first-webp-frame'
import type { Foreign, PictureFormat, PictureHeader } from './picture-header'
import { readPictureHeader } from './picture-header'

export interface DecodedPhoto {
  width: number
  height: number
  /** rgb24. */
  data: SharedArrayBuffer
}

/** Larger photos are scaled down while decoding: more pixels than these show no face better. */
const longestSide = 2560
/** A file that promises more is not decoded at all: the largest cameras make 100 megapixels; memory is taken by bytes. */
const most = { side: 65_535, pixels: 100_000_000, bytes: 400_000_000 }
const usualPatienceMs = 15_000

/** The decoder is told which format it is and may use no other, so that no playlist poses as a photo. */
const decoders: Record<PictureFormat, { demuxer: string; codecs: string }> = {
  jpeg: { demuxer: 'jpeg_pipe', codecs: 'mjpeg' },
  png: { demuxer: 'png_pipe', codecs: 'png,apng' },
  webp: { demuxer: 'webp_pipe', codecs: 'webp,vp8' },
  gif: { demuxer: 'gif_pipe', codecs: 'gif' },
  bmp: { demuxer: 'bmp_pipe', codecs: 'bmp' },
  pgm: { demuxer: 'pgm_pipe', codecs: 'pgm' },
  ppm: { demuxer: 'ppm_pipe', codecs: 'ppm' }
}

/** Why a picture was not read; `details.reason` of the failure, for jobs that sort their refusals. */
export type PhotoRefusal = 'empty' | 'format_not_read' | 'cut_off' | 'too_large' | 'damaged'

/**
 * Decodes a photo file with ffmpeg, upright by its EXIF orientation; of an animation the first picture. Not with sharp:
 * its native library and Electron's GTK bring a GLib each into one process, and on Linux that ends in crashes (ADR on
 * pictures).
 *
 * @throws MusterError `image_unreadable` (`details.reason` a `PhotoRefusal`) for anything that is no whole JPEG, PNG,
 *   WebP, GIF, BMP, PGM or PPM of at most 100 megapixels and 400 MB decoded; `timeout` when decoding takes longer than
 *   `patienceMs`; `decoder_missing`
 */
export async function decodePhoto(
  ffmpegPath: string,
  bytes: Uint8Array,
  patienceMs = usualPatienceMs
): Promise<DecodedPhoto> {
  const header = acceptable(readPictureHeader(bytes))
  const still = header.format === 'webp' ? firstWebpFrame(bytes) : bytes
  if (!still) throw unreadable('cut_off', cutOff)
  const { demuxer, codecs } = decoders[header.format]
  const fit = `scale='min(${longestSide},iw)':'min(${longestSide},ih)':force_original_aspect_ratio=decrease:flags=area,format=rgb24`
  const args = [
    ...['-hide_banner', '-nostats', '-loglevel', 'error', '-protocol_whitelist', 'pipe', '-threads', '1'],
    // What the header promised is asked of the decoder again: a second header could promise otherwise.
    ...['-max_pixels', String(most.pixels), '-max_alloc', String(most.bytes * 2)],
    ...['-codec_whitelist', codecs, '-f', demuxer, '-i', 'pipe:0', '-frames:v', '1', '-vf', fit],
    ...['-c:v', 'rawvideo', '-write_index', '0', '-f', 'nut', 'pipe:1']
  ]
  const { photo, code, late } = await run(ffmpegPath, args, still, patienceMs)
  if (photo && code === 0) return photo
  if (late)
    throw new MusterError('timeout', 'This picture takes too long to decode. Save it smaller, or try again later.')
  throw unreadable('damaged', 'The file is damaged. Open it in another program and save it anew as JPEG or PNG.')
}

const readable = 'Muster reads JPEG, PNG, WebP, GIF, BMP, PGM and PPM files.'
const cutOff = 'The file ends before the picture does. Copy it anew from where it came.'

const foreignWords: Record<Foreign, string> = {
  empty: 'The file is empty. Copy it anew from where it came.',
  pdf: 'It is a PDF document, not a picture. Save the photo in it as JPEG or PNG.',
  heic: 'It is in HEIC format. Save it as JPEG, or set the phone to "Most compatible" pictures.',
  avif: 'It is in AVIF format. Save it as JPEG or PNG.',
  tiff: 'It is in TIFF format. Save it as JPEG or PNG.',
  video: 'It is a video. Take a single picture from it and save that as JPEG or PNG.',
  unknown: readable
}

function acceptable(header: ReturnType<typeof readPictureHeader>): PictureHeader {
  if (!header) throw unreadable('damaged', 'The beginning of the file is damaged. Copy it anew from where it came.')
  if ('foreign' in header) {
    throw unreadable(header.foreign === 'empty' ? 'empty' : 'format_not_read', foreignWords[header.foreign])
  }
  const { width, height, bytesPerPixel, whole } = header
  if (width < 1 || height < 1) throw unreadable('damaged', 'It says that it has no pixels.')
  const pixels = width * height
  if (Math.max(width, height) > most.side || pixels > most.pixels || pixels * bytesPerPixel > most.bytes) {
    throw unreadable('too_large', `It has ${width} × ${height} pixels. Save it with at most 100 megapixels.`)
  }
  if (!whole) throw unreadable('cut_off', cutOff)
  return header
}

interface Outcome {
  photo: DecodedPhoto | null
  code: number | null
  /** The decoder was ended because its time was over. */
  late: boolean
}

function run(path: string, args: string[], input: Uint8Array, patienceMs: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { stdio: ['pipe', 'pipe', 'ignore'], shell: false, windowsHide: true })
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, patienceMs)
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
      resolve({ photo: complete ? photo : null, code, late })
    })
  })
}

const unreadable = (reason: PhotoRefusal, why: string): MusterError =>
  new MusterError('image_unreadable', `This picture cannot be read. ${why}`, { reason })
