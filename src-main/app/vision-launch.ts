import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { VisionHandle } from '../vision/vision-client'

/** Starts the vision process as a child of main, outside its event loop and its memory. */
export function launchVision(bundles: string): VisionHandle {
  const child = utilityProcess.fork(join(bundles, 'vision-process.js'), [], {
    serviceName: 'Muster vision',
    stdio: 'ignore'
  })
  return {
    get pid() {
      return child.pid ?? null
    },
    post: (message, ports) => child.postMessage(message, ports as Electron.MessagePortMain[] | undefined),
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onExit: (listener) => {
      child.once('exit', (code) => listener(code))
    },
    kill: () => {
      child.kill()
    }
  }
}
