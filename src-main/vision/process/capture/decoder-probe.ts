import { execFile } from 'node:child_process'
import type { DecoderOptions } from './ffmpeg-command'

export interface Decoder {
  path: string
  version: string
  /** E.g. `GPL version 2 or later`; empty when it does not say. */
  licence: string
  /** Methods of hardware decoding that it was built with; that they work here is only known by trying. */
  hardware: string[]
  /** False for builds that crash on host names. */
  hostNames: boolean
  options: DecoderOptions
}

interface Answer {
  stdout: string
  stderr: string
  crashed: boolean
}

/** A machine that starts everything at once is slow to answer. */
const patienceMs = 10_000
/** What Windows calls an access violation and its like. */
const firstWindowsException = 0xc0000000
const crashSignals: readonly (string | null | undefined)[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE']
/** Device types that `-hwaccels` names beside those that decode. */
const decodesNothing: ReadonlySet<string> = new Set(['opencl'])

/**
 * Asks an ffmpeg what it understands instead of guessing from its version. Null when it cannot be run, or is something
 * else. Touches nothing but this computer.
 */
export async function probeDecoder(path: string): Promise<Decoder | null> {
  const ask = (...args: string[]) => answer(path, ['-hide_banner', ...args])
  try {
    const [version, rtsp, long, methods, lines, script, host] = await Promise.all([
      ask('-version'),
      ask('-h', 'demuxer=rtsp'),
      ask('-h', 'long'),
      ask('-hwaccels'),
      ask('-h', 'muxer=framecrc'),
      answer(path, ['-hide_banner', '-f', 'concat', '-safe', '0', '-i', 'pipe:0'], optionScript),
      // Nobody listens there; a build that cannot look names up dies before it knows.
      ask('-nostdin', '-f', 'data', '-i', 'tcp://localhost:1')
    ])
    const named = /^ffmpeg version (\S+)/m.exec(version.stdout)?.[1]
    if (named === undefined) return null
    return {
      path,
      version: named,
      licence: licenceOf(version.stdout),
      hardware: methodsIn(methods.stdout),
      hostNames: !host.crashed,
      options: {
        rtspTimeout: /^\s*-stimeout\b/m.test(rtsp.stdout) ? 'stimeout' : 'timeout',
        scriptOptions: !/unknown keyword 'option'/i.test(script.stderr),
        frameRateMode: /^\s*-fps_mode\b/m.test(long.stdout) ? 'fps_mode' : 'vsync',
        autoscale: /^\s*-autoscale\b/m.test(long.stdout),
        packetLines: /^Muxer framecrc/m.test(lines.stdout)
      }
    }
  } catch {
    return null
  }
}

const optionScript = "ffconcat version 1.0\nfile 'none'\noption rtsp_transport tcp\n"

/** Rejects when the program cannot be started; how it ends is part of the answer. */
function answer(path: string, args: string[], stdin: string | null = null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { timeout: patienceMs, maxBuffer: 1 << 24, windowsHide: true }
    const child = execFile(path, args, options, (failure, stdout, stderr) => {
      if (child.pid === undefined) return reject(failure ?? new Error('it did not start'))
      const code = typeof failure?.code === 'number' ? failure.code : 0
      const crashed = crashSignals.includes(failure?.signal) || code >= firstWindowsException
      resolve({ stdout, stderr, crashed })
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(stdin ?? '')
  })
}

/** As ffmpeg's own `configure` derives it from the options that it was built with. */
function licenceOf(version: string): string {
  const configuration = /^\s*configuration:(.*)$/m.exec(version)?.[1]
  if (configuration === undefined) return ''
  const has = (option: string) => new RegExp(`--enable-${option}(\\s|$)`).test(configuration)
  if (has('nonfree')) return 'nonfree, not to be passed on'
  if (has('gpl')) return has('version3') ? 'GPL version 3 or later' : 'GPL version 2 or later'
  return has('version3') ? 'LGPL version 3 or later' : 'LGPL version 2.1 or later'
}

const methodsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[a-z0-9_]{1,30}$/.test(line) && !decodesNothing.has(line))
