import type { DecoderInfo } from '../../contracts/cameras'
import { probeDecoder } from './process/capture/decoder-probe'

/**
 * Asks a program whether it is an ffmpeg, and what it can do; a second or so. Null when it cannot be run or is none.
 *
 * @param path of an executable; never taken for a shell line
 */
export async function readDecoderInfo(path: string, origin: DecoderInfo['origin']): Promise<DecoderInfo | null> {
  const decoder = await probeDecoder(path)
  if (!decoder) return null
  const { version, licence, hardware, hostNames } = decoder
  return { path, version, licence, origin, hardware, hostNames }
}
