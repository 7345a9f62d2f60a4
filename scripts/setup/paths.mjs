import { fileURLToPath } from 'node:url'
import path from 'node:path'

/** Absolute path of the project's root folder. */
export const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * @param {...string} parts path inside the project
 * @returns {string} absolute path
 */
export const inRoot = (...parts) => path.join(rootDir, ...parts)

/**
 * @param {...string} parts path inside the git-ignored cache of what setup made
 * @returns {string} absolute path
 */
export const inCache = (...parts) => path.join(rootDir, '.cache', ...parts)

/** Folder that `ELECTRON_OVERRIDE_DIST_PATH` names: the unpacked Electron, whichever way it came. */
export const electronDist = inCache('electron', 'dist')

/** Where setup says which runtime was chosen; every later command reads it. */
export const runtimeFile = inCache('runtime.json')

/**
 * Where the executable lies inside an unpacked Electron, as the `electron` package itself has it.
 *
 * @param {NodeJS.Platform} [platform]
 * @returns {string} path relative to the dist folder
 */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}
