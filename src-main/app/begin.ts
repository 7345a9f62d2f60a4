import { join } from 'node:path'
import { app } from 'electron'
import { pino } from 'pino'
import type { Log } from '../platform/log'
import { createLog } from '../platform/log'
import { openLogFile } from '../platform/log-file'
import { orderedEnd } from './lifecycle'
import { readOptions } from './options'
import { registerPageScheme } from './security'
import { findPaths, startApp } from './start'

/** From the command line to a running app. A second Muster on the same data only brings the first to the front. */
export async function beginApp(argv: readonly string[], env: Record<string, string | undefined>): Promise<void> {
  const options = readOptions(argv, env)
  registerPageScheme()
  app.setName('Muster')
  // Chromium ends at once when both are asked; root, as in containers, can only run without.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

  const paths = findPaths(options)
  // Before the lock: it is held per user-data folder. Chromium's own files stay apart from the site's.
  app.setPath('userData', join(paths.data, 'window'))
  app.setPath('crashDumps', join(paths.data, 'crashes'))
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(
      `Muster is already running with the data in ${paths.data}; ${options.headless ? 'end it first.' : 'it was brought to the front.'}\n`
    )
    app.exit(options.headless ? 1 : 0)
    return
  }

  const file = openLogFile(paths.logFile)
  const silentTerminal = options.trace || options.demo
  const streams = silentTerminal
    ? [{ stream: file }]
    : [{ stream: file }, { stream: process.stdout, level: 'info' as const }]
  const log = createLog(pino.multistream(streams), 'info')
  catchCrashes(log)

  const ending = orderedEnd(log, () => file.flushSync())
  await app.whenReady()
  const running = startApp({ options, paths, log })
  ending.begin(running.stop)
  app.on('second-instance', running.showWindow)
  log.info(
    { version: app.getVersion(), electron: process.versions.electron, headless: options.headless, demo: options.demo },
    'Muster started'
  )
}

/** What nobody caught is logged and survived: a fault in one room must not end the others' attendance. */
function catchCrashes(log: Log): void {
  process.on('uncaughtException', (error) =>
    log.error({ error: error.message, stack: error.stack }, 'uncaught exception')
  )
  process.on('unhandledRejection', (reason) => {
    const error = reason instanceof Error ? reason : new Error(String(reason))
    log.error({ error: error.message, stack: error.stack }, 'unhandled rejection')
  })
  app.on('render-process-gone', (_event, contents, details) => {
    log.error({ reason: details.reason, exitCode: details.exitCode }, 'a window’s process is gone')
    if (details.reason !== 'clean-exit' && !contents.isDestroyed()) contents.reload()
  })
  app.on('child-process-gone', (_event, details) => {
    log.warn({ type: details.type, name: details.name ?? null, reason: details.reason }, 'a process is gone')
  })
}
