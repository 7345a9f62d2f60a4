import { isOnPath } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'
import { compilerPackages, installOnDebian, isDebianLike, missingOnDebian, systemPackages } from './system-packages.mjs'

/**
 * Libraries and programs that npm cannot bring: what Electron links to, a virtual display, and ffmpeg.
 *
 * @returns {Promise<string>} what was done
 */
export async function installSystemPackages() {
  if (process.platform !== 'linux') return ffmpegElsewhere()
  if (!isDebianLike()) return otherLinux()
  const missing = await missingOnDebian(systemPackages)
  return missing.length === 0 ? 'up to date' : installOnDebian(missing)
}

/** Makes sure that a C++ compiler is there, just before one is needed. */
export async function ensureCompiler() {
  const programs = ['python3', 'make', 'g++']
  if (programs.every((program) => isOnPath(program))) return
  if (process.platform === 'linux' && isDebianLike()) {
    await installOnDebian(await missingOnDebian(compilerPackages))
  } else if (
    process.platform !== 'win32' &&
    !(isOnPath('python3') && isOnPath('make') && (isOnPath('g++') || isOnPath('clang++')))
  ) {
    throw new SetupError('no C++ compiler was found', 'install python3, make and a C++ compiler, then: npm run setup')
  }
}

function ffmpegElsewhere() {
  if (isOnPath('ffmpeg')) return 'ffmpeg found'
  const next = process.platform === 'darwin' ? 'brew install ffmpeg' : 'winget install Gyan.FFmpeg'
  throw new SetupError('ffmpeg is not on the PATH; cameras are read through it', next)
}

function otherLinux() {
  const essential = ['ffmpeg', 'unzip'].filter((program) => !isOnPath(program))
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']
  if (display === undefined && !isOnPath('Xvfb')) essential.push('Xvfb')
  const libraries = 'GTK 3, NSS, ALSA, GBM, libXss, libXtst, libnotify and libsecret'
  if (essential.length > 0) {
    throw new SetupError(
      `${essential.join(', ')} not found, and this Linux has no apt`,
      `install ${essential.join(', ')} and the libraries ${libraries} with your package manager, then: npm run setup`
    )
  }
  return `not Debian or Ubuntu: taken as installed: ${libraries}`
}
