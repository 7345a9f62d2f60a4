import { pathToFileURL } from 'node:url'
import { parseSetupArguments } from './arguments.mjs'
import { SetupError } from './setup-error.mjs'
import { takeSetupLock } from './setup-lock.mjs'
import { buildApp } from './step-build.mjs'
import { makeDemoMedia } from './step-demo-media.mjs'
import { installDependencies } from './step-dependencies.mjs'
import { installElectron } from './step-electron.mjs'
import { buildModels } from './step-models.mjs'
import { installSqlite } from './step-sqlite.mjs'
import { installSystemPackages } from './step-system.mjs'

/** @type {readonly { name: string, run: (options: import('./arguments.mjs').SetupOptions) => Promise<string> }[]} */
const steps = [
  { name: 'dependencies', run: installDependencies },
  { name: 'system', run: installSystemPackages },
  { name: 'electron', run: installElectron },
  { name: 'sqlite', run: installSqlite },
  { name: 'models', run: buildModels },
  { name: 'demo media', run: makeDemoMedia },
  { name: 'build', run: buildApp }
]

/**
 * Brings a checkout to where the app and its tests run. Idempotent; one line for each step.
 *
 * @param {readonly string[]} [args]
 * @returns {Promise<boolean>} whether every step went well; what went wrong has been printed
 */
export async function runSetup(args = []) {
  const say = (/** @type {string} */ text) => console.log(`setup  ${text}`)
  const options = parseSetupArguments(
    args,
    steps.map((step) => step.name)
  )
  if ('problem' in options) {
    console.error(`setup  ${options.problem}`)
    return false
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`setup  Node.js ${process.versions.node} is too old; install 20.19 or newer, then: npm run setup`)
    return false
  }
  const release = await takeSetupLock(say)
  try {
    const chosen = steps.filter((step) => options.only === undefined || options.only.includes(step.name))
    for (const step of chosen) {
      if (!(await runStep(step, options, say))) return false
    }
    return true
  } finally {
    release()
  }
}

/**
 * @param {(typeof steps)[number]} step
 * @param {import('./arguments.mjs').SetupOptions} options
 * @param {(text: string) => void} say
 */
async function runStep(step, options, say) {
  const label = step.name.padEnd(12)
  const began = performance.now()
  // Somebody who waits wants to know for what; a step that is up to date stays one line.
  const notice = setTimeout(() => say(`${label} working…`), 3000)
  try {
    const done = await step.run(options)
    const seconds = (performance.now() - began) / 1000
    clearTimeout(notice)
    say(`${label} ${done}${seconds >= 1 ? ` (${seconds.toFixed(0)} s)` : ''}`)
    return true
  } catch (error) {
    const why =
      error instanceof Error
        ? error instanceof SetupError
          ? error.message
          : (error.stack ?? error.message)
        : String(error)
    console.error(`setup  ${label} FAILED: ${why}`)
    console.error(`setup  ${label} next: ${error instanceof SetupError ? error.next : 'npm run setup'}`)
    return false
  } finally {
    clearTimeout(notice)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await runSetup(process.argv.slice(2))) ? 0 : 1
}
