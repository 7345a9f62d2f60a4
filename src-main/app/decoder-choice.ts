import { statSync } from 'node:fs'
import type { DecoderInfo } from '../../contracts/cameras'
import { MusterError } from '../../contracts/result'
import { readDecoderInfo } from '../vision/decoder-info'
import type { DecoderSearch, FoundDecoder } from '../vision/find-decoder'
import { locateDecoder } from '../vision/find-decoder'

export interface DecoderPlaces extends Omit<DecoderSearch, 'setting'> {
  /** Goes before the setting: for tests and for whoever starts Muster from a terminal. */
  override: string | null
}

/** Which ffmpeg reads the cameras. It is looked for at each ask, since it can be installed, chosen or taken away while Muster runs. */
export class DecoderChoice {
  private setting: string | null = null
  private known: { key: string; info: Promise<DecoderInfo | null> } | null = null

  constructor(private readonly places: DecoderPlaces) {}

  /** The operator's own choice; null leaves it to Muster. */
  use(setting: string | null): void {
    this.setting = setting
  }

  locate(): FoundDecoder | null {
    const { override, ...places } = this.places
    return locateDecoder({ ...places, setting: override ?? this.setting })
  }

  /** As it was found and asked; the answer is kept until the program or the choice is another. */
  info(): Promise<DecoderInfo | null> {
    const found = this.locate()
    if (!found) return Promise.resolve(null)
    const { mtimeMs, size } = statSync(found.path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 }
    const key = JSON.stringify([found, mtimeMs, size])
    if (this.known?.key !== key) this.known = { key, info: readDecoderInfo(found.path, found.origin) }
    return this.known.info
  }
}

/**
 * Asks a program whether it is an ffmpeg, and which.
 *
 * @throws MusterError `invalid_input` when it is none
 */
export async function inspectDecoder(path: string): Promise<DecoderInfo> {
  const info = await readDecoderInfo(path, 'setting')
  if (info) return info
  throw new MusterError(
    'invalid_input',
    'This program is no FFmpeg, or it does not run on this computer. Choose the file named ffmpeg (ffmpeg.exe on Windows).',
    { path }
  )
}

/** Where programs are looked for. Apps that are started from the Dock have no PATH to Homebrew. */
export const searchPathOf = (path: string, platform: NodeJS.Platform): string =>
  platform === 'darwin' ? [path, '/opt/homebrew/bin', '/usr/local/bin'].filter(Boolean).join(':') : path
