import { app } from 'electron'
import type { Log } from '../platform/log'

/** However stuck a part is, the app is gone after this long. */
const endWithinMs = 5000

/**
 * Makes every way out the same one: quit, SIGINT, SIGTERM and the demo's own end all stop the parts in order, within a
 * bound. `begin` hands over what to stop; `last` runs when nothing logs any more.
 */
export function orderedEnd(log: Log, last: () => void): { begin: (stop: () => Promise<void>) => void } {
  let stop: () => Promise<void> = async () => undefined
  let ending = false

  const finish = (code: number) => {
    last()
    app.exit(code)
  }
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (ending) return
    ending = true
    const started = performance.now()
    const bound = setTimeout(() => {
      log.error({ ms: endWithinMs }, 'a part did not end in time; Muster ends without it')
      finish(process.exitCode === undefined || process.exitCode === 0 ? 2 : Number(process.exitCode))
    }, endWithinMs)
    stop()
      .catch((error: unknown) => log.error({ error: String(error) }, 'Muster did not end in order'))
      .finally(() => {
        clearTimeout(bound)
        log.info({ ms: Math.round(performance.now() - started) }, 'Muster ended in order')
        finish(Number(process.exitCode ?? 0))
      })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())

  return { begin: (next) => (stop = next) }
}
