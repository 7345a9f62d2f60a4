import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { DecoderInfo } from '../../contracts/cameras'

export interface DecoderSearch {
  /** The operator's own choice; taken when it is there, whatever else is. */
  setting: string | null
  /** Folder of a decoder that came with the app; null when none did. */
  bundledDir: string | null
  /** Value of PATH. */
  searchPath: string
  platform: NodeJS.Platform
  /** As `process.arch`, which it is unless told. */
  arch?: string
  /** `node_modules` folders to look for `@ffmpeg-installer` in; those that this file would be resolved by, unless told. */
  moduleDirs?: string[]
}

export interface FoundDecoder {
  path: string
  origin: DecoderInfo['origin']
}

/** The ffmpeg to use: the operator's, the bundled one, the first on PATH, that of npm's ffmpeg-installer; null when there is none. */
export function locateDecoder(search: DecoderSearch): FoundDecoder | null {
  const { setting, bundledDir, searchPath, platform } = search
  const name = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const inFolders = (origin: FoundDecoder['origin'], folders: string[]) =>
    folders.filter((folder) => folder !== '').map((folder) => ({ path: path.join(folder, name), origin }))
  const candidates: FoundDecoder[] = [
    ...(setting === null || setting === '' ? [] : [{ path: setting, origin: 'setting' as const }]),
    ...inFolders('bundled', bundledDir === null ? [] : [bundledDir]),
    ...inFolders('path', searchPath.split(platform === 'win32' ? ';' : ':')),
    ...inFolders('npm', installerDirs(search))
  ]
  return candidates.find((candidate) => isExecutable(candidate.path)) ?? null
}

/** Path of the ffmpeg to use, in the order of `locateDecoder`; null when there is none. */
export const findDecoder = (search: DecoderSearch): string | null => locateDecoder(search)?.path ?? null

/** Where npm's ffmpeg-installer, which Muster does not bring along, puts the program of this system. */
function installerDirs({ platform, arch = process.arch, moduleDirs }: DecoderSearch): string[] {
  const places = moduleDirs ?? createRequire(import.meta.url).resolve.paths('@ffmpeg-installer/ffmpeg') ?? []
  return places.map((place) => path.join(place, '@ffmpeg-installer', `${platform}-${arch}`))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
