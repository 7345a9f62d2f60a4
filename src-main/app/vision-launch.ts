import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { VisionHandle } from '../vision/vision-client'

/**
 * Starts the vision process, or another of its family, as a child of main, outside its event loop and its memory.
 *
 * @param script `vision-process` or `pack-process`
 */
export function launchVision(bundles: string, script = 'vision-process', name = 'Muster vision'): VisionHandle {
  const child = utilityProcess.fork(join(bundles, `${script}.js`), [], {
    serviceName: name,
    // Its trace is written to the stdout that main's goes to.
    stdio: process.env['MUSTER_TRACE'] === '1' ? 'inherit' : 'ignore'
  })
  return {
    get pid() {
      return child.pid ?? null
    },
    post: (message, ports) => child.postMessage(message, ports as Electron.MessagePortMain[] | undefined),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    // One that hangs in native code would not hear a polite signal.
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    }
  }
}
