import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program in the foreground, hands it the signals that this process gets, and waits for its ordered end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, graceMs?: number, signals?: NodeJS.EventEmitter,
 *   stdio?: import('node:child_process').StdioOptions }} [options]
 *   graceMs: how long after a signal the program may take before it is killed; 10 s unless told
 * @returns {Promise<number>} exit code; 128 + signal number when a signal ended it
 */
export function superviseChild(command, args, options = {}) {
  const signals = options.signals ?? process
  return new Promise((resolve) => {
    // A group of its own where there are groups: Ctrl+C then reaches the app once, from here, and not its helpers too.
    const detached = process.platform !== 'win32'
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: options.stdio ?? 'inherit',
      detached
    })
    /** @type {NodeJS.Timeout | undefined} */
    let killer
    const listeners = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']).map((signal) => {
      const forward = () => {
        child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
        killer ??= setTimeout(() => killGroup(child, detached), options.graceMs ?? 10_000)
      }
      signals.on(signal, forward)
      return { signal, forward }
    })
    const finish = (/** @type {number} */ code) => {
      clearTimeout(killer)
      for (const { signal, forward } of listeners) signals.off(signal, forward)
      resolve(code)
    }
    child.on('error', (error) => {
      console.error(`${command} does not start: ${error.message}`)
      finish(127)
    })
    child.on('exit', (code, signal) => finish(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} detached
 */
function killGroup(child, detached) {
  if (child.pid === undefined) return
  try {
    if (detached) process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
