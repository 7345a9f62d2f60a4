import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { npmCommand, runCommand } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'

/**
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity `sha512-…` of the tarball, as package-lock files have it
 */

/**
 * Fetches one package as npm would, checks the pinned integrity and unpacks it. It is for what only some machines need
 * and that is too large to be a dependency of everybody.
 *
 * @param {PinnedPackage} pinned
 * @param {string} into folder that will hold the package's content; replaced
 * @returns {Promise<string>} `into`
 * @throws {SetupError} when the registry does not give it, or gives other bytes
 */
export async function unpackRegistryPackage(pinned, into) {
  const id = `${pinned.name}@${pinned.version}`
  const downloads = `${into}.download`
  rmSync(downloads, { recursive: true, force: true })
  rmSync(into, { recursive: true, force: true })
  mkdirSync(downloads, { recursive: true })
  mkdirSync(into, { recursive: true })
  const npm = npmCommand()
  const packed = await runCommand(npm.command, [...npm.args, 'pack', id, '--pack-destination', downloads, '--silent'], {
    cwd: downloads,
    timeoutMs: 15 * 60_000
  })
  const file = readdirSync(downloads).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || file === undefined) {
    throw new SetupError(
      `npm could not fetch ${id}:\n${packed.tail}`,
      'check the connection to your npm registry, then: npm run setup'
    )
  }
  const tarball = path.join(downloads, file)
  if (integrityOf(readFileSync(tarball)) !== pinned.integrity) {
    rmSync(downloads, { recursive: true, force: true })
    throw new SetupError(
      `${id} is not the package that was pinned: its sha512 differs`,
      'do not use it; ask whoever runs your npm registry, then: npm run setup'
    )
  }
  // The relative name keeps tar from reading `C:` as a remote host on Windows.
  const unpacked = await runCommand('tar', ['-xzf', file, '-C', into, '--strip-components=1'], { cwd: downloads })
  rmSync(downloads, { recursive: true, force: true })
  if (unpacked.code !== 0) {
    throw new SetupError(`could not unpack ${id}:\n${unpacked.tail}`, 'check the free disk space, then: npm run setup')
  }
  return into
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} Subresource-Integrity string, as npm's lock files hold it
 */
export const integrityOf = (bytes) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`
