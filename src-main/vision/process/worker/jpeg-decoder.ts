import { createRequire } from 'node:module'
import type * as JpegTurbo from '@julusian/jpeg-turbo'
import { MusterError } from '../../../../contracts/result'
import type { Picture } from './picture'

// As in the encoder: a CommonJS package that looks for its binary by its own place.
const turbo = createRequire(import.meta.url)('@julusian/jpeg-turbo') as typeof JpegTurbo

/**
 * Decodes one of Muster's own JPEGs (a stored picture, a kept crop) by libjpeg-turbo; what operators bring goes through
 * ffmpeg, which knows every format and runs in a process of its own.
 *
 * @throws MusterError `image_unreadable`
 */
export function decodeJpeg(jpeg: Uint8Array): Picture {
  try {
    const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
    const { width, height, data } = turbo.decompressSync(bytes, { format: turbo.FORMAT_RGB })
    return { format: 'rgb24', width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  } catch (failure) {
    throw new MusterError('image_unreadable', 'This picture is no JPEG that can be read.', { text: String(failure) })
  }
}
