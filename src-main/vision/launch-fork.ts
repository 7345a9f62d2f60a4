import { fork } from 'node:child_process'
import type { VisionHandle } from './vision-client'

/**
 * Starts the vision process over Node's fork, for tests and benches: the very same entry as in the app, without a window.
 *
 * @param entry path of `process/entry.ts` or of the built `vision-process.js`
 * @param env added to this process's environment
 */
export function launchFork(entry: string, env: Record<string, string> = {}): VisionHandle {
  const execArgv = entry.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  // Writing to a process that has just died fails; its exit says so already.
  child.on('error', () => undefined)
  return {
    get pid() {
      return child.pid ?? null
    },
    post: (message) => {
      if (child.connected) child.send(message)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    kill: () => void child.kill('SIGKILL')
  }
}
