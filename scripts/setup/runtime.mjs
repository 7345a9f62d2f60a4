import { existsSync } from 'node:fs'
import path from 'node:path'
import { electronDist, inRoot, runtimeFile } from './paths.mjs'
import { readJson } from './json-file.mjs'
import { runCommand } from './run-command.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} pinned the version that package.json pins
 * @property {string} version the version that runs
 * @property {string} node version of Node inside it
 * @property {string} abi NODE_MODULE_VERSION of its native modules
 * @property {'official' | 'registry'} source
 * @property {string} executable path relative to the project's root
 * @property {string} [launcher] hash of our launcher's source, where the runtime has no other
 */

/** @returns {Runtime | undefined} the runtime that setup chose, if it is still there */
export function readRuntime() {
  const runtime = readJson(runtimeFile)
  return runtime !== undefined && existsSync(inRoot(runtime.executable)) ? runtime : undefined
}

/**
 * @returns {Runtime}
 * @throws {Error} when setup has not run
 */
export function requireRuntime() {
  const runtime = readRuntime()
  if (runtime === undefined) throw new Error('The Electron runtime is not set up. Type: npm run setup')
  return runtime
}

/** @param {Runtime} runtime */
export const executableOf = (runtime) => path.join(inRoot(runtime.executable))

/**
 * Environment in which the chosen Electron is the one that the `electron` package, electron-vite and Playwright find.
 *
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {NodeJS.ProcessEnv}
 */
export function runtimeEnvironment(base = process.env) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...base, ELECTRON_OVERRIDE_DIST_PATH: electronDist }
  // Set by a parent that runs in Electron-as-Node; the app itself must not inherit it.
  delete env['ELECTRON_RUN_AS_NODE']
  return env
}

/**
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {NodeJS.ProcessEnv} environment in which the executable behaves as Node
 */
export const asNodeEnvironment = (base = process.env) => ({ ...runtimeEnvironment(base), ELECTRON_RUN_AS_NODE: '1' })

/**
 * Asks an executable who it is; also the proof that it starts at all (system libraries, architecture).
 *
 * @param {string} executable
 * @returns {Promise<{ version: string, node: string, abi: string } | { failure: string }>}
 */
export async function identify(executable) {
  const asked = await runCommand(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: asNodeEnvironment(),
    timeoutMs: 30_000
  })
  try {
    const versions = JSON.parse(asked.stdout)
    return { version: versions.electron, node: versions.node, abi: versions.modules }
  } catch {
    return { failure: asked.tail === '' ? `it ended with code ${asked.code}` : asked.tail }
  }
}
