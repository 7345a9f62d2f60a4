import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, app, dialog, nativeTheme, shell } from 'electron'
import type { SiteSettings } from '../../contracts/domain/site'
import { pushChannel } from '../../contracts/push'
import { toFailure } from '../../contracts/result'
import type { AppStatus } from '../../contracts/status'
import { registerIpc } from '../ipc/register'
import { systemClock } from '../platform/clock'
import type { Log } from '../platform/log'
import type { Paths } from '../platform/paths'
import { makePaths } from '../platform/paths'
import type { AppOptions } from './options'
import type { Push } from './pipeline'
import { PreviewPorts } from './preview-ports'
import { lockDown, pageOrigin, servePages } from './security'
import { SiteHost } from './site-host'
import { makeTrace } from '../platform/trace'
import { AppTray } from './tray'
import { openMainWindow } from './windows'
import { setStartAtLogin } from './login-item'
import { watchLoop } from './loop-watch'

/** A page that does not come must not keep attendance waiting. */
const pagePatienceMs = 1500

export interface StartContext {
  options: AppOptions
  paths: Paths
  log: Log
}

/** Everything between `ready` and the first picture. Answers how to end it in order. */
export function startApp({ options, paths, log }: StartContext): { stop: () => Promise<void>; showWindow: () => void } {
  const trace = makeTrace(options.trace, (line) => process.stdout.write(line))
  const stopWatching = options.trace ? watchLoop(trace) : () => undefined
  trace('ready')
  let window: BrowserWindow | null = null
  let tray: AppTray | null = null
  let closeToTray = false
  let quitting = false

  const push: Push = (name, payload) => {
    if (name === 'status') tray?.update(payload as AppStatus)
    for (const target of BrowserWindow.getAllWindows()) target.webContents.send(pushChannel, name, payload)
  }
  const onSettings = (settings: SiteSettings) => {
    nativeTheme.themeSource = settings.theme
    closeToTray = settings.closeToTray && tray !== null
    setStartAtLogin(settings.startAtLogin)
  }
  const host = new SiteHost({
    options,
    paths,
    log,
    trace,
    push,
    clock: systemClock,
    onSettings,
    print: (line) => process.stdout.write(`${line}\n`),
    end: (code) => {
      process.exitCode = code
      app.quit()
    },
    dialogs: {
      chooseVideoFile: async () => {
        const choice = await dialog.showOpenDialog({
          properties: ['openFile'],
          filters: [{ name: 'Video', extensions: ['mp4', 'mkv', 'mov', 'avi', 'webm', 'ts', 'm4v'] }]
        })
        return choice.filePaths[0] ?? null
      },
      chooseFolder: async () => {
        const choice = await dialog.showOpenDialog({ properties: ['openDirectory'] })
        return choice.filePaths[0] ?? null
      },
      chooseProgram: async () => {
        const choice = await dialog.showOpenDialog({ properties: ['openFile'] })
        return choice.filePaths[0] ?? null
      },
      saveSnapshot: async () => null,
      saveFile: async (name) => {
        const choice = await dialog.showSaveDialog({ defaultPath: name })
        return choice.canceled ? null : choice.filePath
      },
      openWall: () => undefined,
      openLogs: async () => void (await shell.openPath(paths.logs))
    }
  })
  const previews = new PreviewPorts(host.vision)
  let visionUp = false
  host.vision.onStatus(({ state }) => {
    if (state === 'ready' && !visionUp) previews.reconnectAll()
    visionUp = state === 'ready'
  })
  const unregister = registerIpc({
    origin: pageOrigin,
    handlers: () => host.handlers(),
    connectPreview: (event) => previews.connect(event.sender),
    log: log.child('ipc')
  })

  const showWindow = () => {
    if (options.headless) return
    if (window && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      return
    }
    window = openMainWindow({
      paths,
      dark: nativeTheme.shouldUseDarkColors,
      hidden: options.hidden,
      hideOnClose: () => closeToTray && !quitting,
      onShown: () => trace('window-shown')
    })
    window.once('closed', () => (window = null))
  }

  if (!options.headless) {
    servePages(paths.renderer)
    lockDown()
    showWindow()
    tray = makeTray(paths, showWindow, log)
  }
  app.on('before-quit', () => (quitting = true))
  app.on('window-all-closed', () => {
    if (!options.headless) app.quit()
  })
  app.on('activate', showWindow)

  pageLoaded(window)
    .then(() => host.open())
    .catch((thrown: unknown) => {
      const failure = toFailure(thrown)
      log.error({ code: failure.code, details: failure.details ?? null }, failure.message)
      process.stderr.write(`Muster cannot open this site: ${failure.message}\n`)
      // With a window the operator reads it there; without one nobody would, so the process says it by its end.
      if (options.headless || options.exitAfterDeliveries !== null) {
        process.exitCode = 1
        app.quit()
      }
    })

  return {
    showWindow,
    stop: async () => {
      await host.stop()
      // Only then the calls: a window that is still there would find nobody to answer.
      for (const open of BrowserWindow.getAllWindows()) open.destroy()
      unregister()
      stopWatching()
      tray?.dispose()
    }
  }
}

/**
 * Resolves when the window's page has its code, or at once where there is none. Opening the site starts a process and
 * two threads; beside them on two cores the page took twice as long to appear, and cameras came no sooner for it.
 */
function pageLoaded(window: BrowserWindow | null): Promise<void> {
  if (window === null) return Promise.resolve()
  return new Promise((resolve) => {
    window.webContents.once('dom-ready', resolve)
    setTimeout(resolve, pagePatienceMs).unref()
  })
}

/** Desktops without a tray exist; Muster then simply has none. */
function makeTray(paths: Paths, show: () => void, log: Log): AppTray | null {
  try {
    return new AppTray(paths.resources, { show, quit: () => app.quit() })
  } catch (error) {
    log.warn({ error: String(error) }, 'this desktop has no tray')
    return null
  }
}

/** The folders of this run, from what Electron and the environment say. */
export function findPaths(options: AppOptions): Paths {
  const beside = app.isPackaged ? process.resourcesPath : app.getAppPath()
  const data = options.dataDir ?? join(app.getPath('appData'), 'Muster')
  mkdirSync(data, { recursive: true })
  return makePaths({
    data,
    out: join(app.getAppPath(), 'out'),
    models: options.modelsDir ?? join(beside, 'models'),
    resources: join(beside, 'resources')
  })
}
