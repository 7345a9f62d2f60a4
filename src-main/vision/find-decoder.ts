import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

export interface DecoderSearch {
  /** The operator's own choice; taken when it is there, whatever else is. */
  setting: string | null
  /** Folder of a decoder that came with the app; null when none did. */
  bundledDir: string | null
  /** Value of PATH. */
  searchPath: string
  platform: NodeJS.Platform
}

/** Path of the ffmpeg to use: the operator's, the bundled one, the first on PATH; null when there is none. */
export function findDecoder({ setting, bundledDir, searchPath, platform }: DecoderSearch): string | null {
  const name = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const folders = [...(bundledDir === null ? [] : [bundledDir]), ...searchPath.split(platform === 'win32' ? ';' : ':')]
  const candidates = [
    ...(setting === null ? [] : [setting]),
    ...folders.filter((folder) => folder !== '').map((folder) => path.join(folder, name))
  ]
  return candidates.find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
