import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { DecoderOptions } from './ffmpeg-command'

export interface Decoder {
  path: string
  version: string
  options: DecoderOptions
}

const run = promisify(execFile)

/** Asks an ffmpeg what it understands instead of guessing from its version. Null when it cannot be run. */
export async function probeDecoder(path: string): Promise<Decoder | null> {
  const ask = async (...args: string[]) =>
    (await run(path, ['-hide_banner', ...args], { timeout: 5000, maxBuffer: 1 << 24 })).stdout
  try {
    const [version, rtsp, long] = await Promise.all([ask('-version'), ask('-h', 'demuxer=rtsp'), ask('-h', 'long')])
    return {
      path,
      version: /^ffmpeg version (\S+)/m.exec(version)?.[1] ?? 'unknown',
      options: {
        rtspTimeout: /^\s*-stimeout\b/m.test(rtsp) ? 'stimeout' : 'timeout',
        frameRateMode: /^\s*-fps_mode\b/m.test(long) ? 'fps_mode' : 'vsync',
        autoscale: /^\s*-autoscale\b/m.test(long)
      }
    }
  } catch {
    return null
  }
}
