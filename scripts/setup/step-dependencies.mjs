import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { sha256 } from './fingerprint.mjs'
import { inRoot } from './paths.mjs'
import { npmCommand, runCommand } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'

const stampFile = inRoot('node_modules', '.muster-lock')

/**
 * Installs what package-lock.json says, without install scripts: each native step has a step of its own, that says what
 * failed. The stamp lies inside node_modules, so that removing the folder removes the stamp.
 *
 * @returns {Promise<string>} what was done
 */
export async function installDependencies() {
  const wanted = sha256(readFileSync(inRoot('package-lock.json')))
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === wanted) return 'up to date'
  const npm = npmCommand()
  const args = [...npm.args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const installed = await runCommand(npm.command, args, {
    cwd: inRoot(),
    env: installEnvironment(),
    timeoutMs: 20 * 60_000
  })
  if (installed.code !== 0) {
    throw new SetupError(
      `npm ci failed:\n${reasonOf(`${installed.stdout}\n${installed.stderr}`)}`,
      'check the connection to your npm registry and the free disk space, then: npm run setup'
    )
  }
  writeFileSync(stampFile, `${wanted}\n`)
  return 'installed from package-lock.json'
}

/**
 * npm says why first and ends with pages of usage.
 *
 * @param {string} output
 * @returns {string}
 */
export const reasonOf = (output) =>
  output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => line.trim() !== '' && !line.startsWith('npm warn'))
    .slice(0, 8)
    .join('\n')

/**
 * A production setting of the shell would leave out what building and testing need.
 *
 * @param {NodeJS.ProcessEnv} [base]
 */
export function installEnvironment(base = process.env) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...base, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  delete env['NODE_ENV']
  delete env['npm_config_omit']
  return env
}
