import { cachedEncoding } from '../rtsp/cached-encoding'
import type { EncodeOptions } from '../rtsp/encode-clip'
import { inputArguments } from '../rtsp/encode-clip'

/** A clip as a camera sends it that knows no better: one JPEG after the other. */
export interface JpegClip {
  readonly fps: number
  readonly jpegs: readonly Buffer[]
}

export async function encodeJpegs(file: string, options: EncodeOptions): Promise<JpegClip> {
  const encoded = await cachedEncoding(file, 'mjpeg', (output) => [
    ...inputArguments(file, options),
    ...['-c:v', 'mjpeg', '-q:v', '4', '-threads', '1', '-f', 'mjpeg', output]
  ])
  return { fps: options.fps, jpegs: splitJpegs(encoded) }
}

const endThenStart = Buffer.from('ffd9ffd8', 'hex')

/** JPEGs that lie one behind the other: within one, the mark of its end is never followed by that of a beginning. */
export function splitJpegs(bytes: Buffer): Buffer[] {
  const jpegs: Buffer[] = []
  let from = 0
  for (let at = bytes.indexOf(endThenStart); at >= 0; at = bytes.indexOf(endThenStart, from)) {
    jpegs.push(bytes.subarray(from, at + 2))
    from = at + 2
  }
  if (from < bytes.length) jpegs.push(bytes.subarray(from))
  return jpegs
}
