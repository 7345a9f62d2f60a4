// Runs a script in the app's own runtime as plain Node, so that it loads the same native modules as the app.
// node scripts/run-in-electron.mjs FILE [arguments…]
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { asNodeEnvironment, executableOf, readRuntime } from './setup/runtime.mjs'

const runtime = readRuntime()
if (runtime === undefined) {
  console.error('The Electron runtime is not set up. Type: npm run setup')
  process.exit(1)
}
const child = spawn(executableOf(runtime), process.argv.slice(2), { env: asNodeEnvironment(), stdio: 'inherit' })
const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, forward)
child.on('error', (error) => {
  console.error(`The Electron runtime does not start: ${error.message}. Type: npm run setup`)
  process.exit(1)
})
child.on('close', (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
