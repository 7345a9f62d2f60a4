import { readFileSync } from 'node:fs'
import { runCommand } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'

/**
 * What the app and its tests need of Debian and Ubuntu. Each entry lists the names that one package has had: newer
 * releases renamed some for 64-bit time.
 *
 * @type {readonly (readonly string[])[]}
 */
export const systemPackages = [
  ['xvfb'],
  ['xauth'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libnotify4'],
  ['libsecret-1-0'],
  ['unzip'],
  ['ffmpeg'],
  ['fswebcam']
]

/** Packages that compile a native module; needed only where no prebuilt one fits. */
export const compilerPackages = [['python3'], ['make'], ['g++']]

/**
 * @param {readonly (readonly string[])[]} wanted
 * @param {(name: string) => boolean} isInstalled
 * @returns {(readonly string[])[]} entries of which no name is installed
 */
export const missingPackages = (wanted, isInstalled) => wanted.filter((names) => !names.some(isInstalled))

/**
 * @param {readonly (readonly string[])[]} missing
 * @param {(name: string) => boolean} isKnown whether this release has a package of that name that can be installed
 * @returns {string[]} one name for each entry
 */
export const chooseNames = (missing, isKnown) => missing.map((names) => names.find(isKnown) ?? names[0] ?? '')

/** @returns {boolean} whether this is Debian, Ubuntu or a descendant */
export function isDebianLike() {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/**
 * @param {readonly (readonly string[])[]} wanted
 * @returns {Promise<(readonly string[])[]>}
 */
export async function missingOnDebian(wanted) {
  const listed = await runCommand('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n'])
  const installed = new Set(
    listed.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0])
  )
  return missingPackages(wanted, (name) => installed.has(name))
}

/**
 * @param {readonly (readonly string[])[]} missing
 * @returns {Promise<string>} what was installed
 * @throws {SetupError} when apt fails, or when this user may not install
 */
export async function installOnDebian(missing) {
  if (process.getuid?.() !== 0) {
    const names = chooseNames(missing, () => true).join(' ')
    throw new SetupError(
      `system packages are missing: ${names}`,
      `sudo apt-get update && sudo apt-get install -y ${names}`
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await runCommand('apt-get', ['update', '-q'], { env, timeoutMs: 5 * 60_000 })
  const known = await knownNames(missing.flat())
  const names = chooseNames(missing, (name) => known.has(name))
  const args = ['install', '-y', '-q', '--no-install-recommends', ...names]
  const installed = await runCommand('apt-get', args, { env, timeoutMs: 15 * 60_000 })
  if (installed.code !== 0) {
    const about = updated.code === 0 ? '' : `apt-get update failed too:\n${updated.tail}\n`
    throw new SetupError(
      `apt-get could not install ${names.join(' ')}:\n${about}${installed.tail}`,
      `apt-get update && apt-get install -y ${names.join(' ')}`
    )
  }
  return `installed ${names.join(' ')}`
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<Set<string>>} those that have a candidate in apt's lists
 */
async function knownNames(names) {
  const policy = await runCommand('apt-cache', ['policy', ...names])
  return new Set(candidates(policy.stdout))
}

/**
 * @param {string} policy output of `apt-cache policy NAME…`
 * @returns {string[]} names that can be installed; virtual ones have no candidate
 */
export function candidates(policy) {
  return [...policy.matchAll(/^(\S+):\n\s+\S.*\n\s+\S+: (.+)$/gm)]
    .filter((match) => match[2] !== '(none)')
    .map((match) => match[1] ?? '')
}
