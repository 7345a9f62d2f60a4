import { pathToFileURL } from 'node:url'
import { inRepository } from '../e2e/harness/repository'

interface Display {
  display: string
  stop(): Promise<void>
}

/** A display for the windows of a bench where the machine has none; ends with `stop`. */
export async function withDisplay<T>(run: () => Promise<T>): Promise<T> {
  const file = pathToFileURL(inRepository('scripts', 'launch', 'virtual-display.mjs')).href
  const { startVirtualDisplay, hasDisplay } = (await import(file)) as {
    startVirtualDisplay: () => Promise<Display>
    hasDisplay: () => boolean
  }
  if (hasDisplay()) return run()
  const virtual = await startVirtualDisplay()
  process.env['DISPLAY'] = virtual.display
  try {
    return await run()
  } finally {
    delete process.env['DISPLAY']
    await virtual.stop()
  }
}
