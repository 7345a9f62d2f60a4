import { BrowserWindow, app, screen } from 'electron'
import { join } from 'node:path'
import { readJsonFile, writeJsonFile } from '../platform/json-file'
import type { Paths } from '../platform/paths'
import { pageOrigin } from './security'
import type { WindowPlace } from './window-place'
import { placeFor, wallPlace, windowStateSchema } from './window-place'

export interface MainWindowOptions {
  paths: Paths
  /** Kept in the tray when its cross is clicked. */
  hideOnClose: () => boolean
  dark: boolean
  hidden: boolean
  onShown: () => void
}

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { paths } = options
  const stored = readJsonFile(paths.windowState, windowStateSchema)
  const place = placeFor(stored, screen.getAllDisplays(), { width: 1280, height: 800 })
  const window = openWindow({ paths, place, dark: options.dark, minWidth: 960, minHeight: 600, route: '' })
  if (stored?.maximized) window.maximize()
  window.once('ready-to-show', () => {
    if (!options.hidden) window.show()
    options.onShown()
  })
  const remember = rememberPlace(window, paths.windowState)
  window.on('close', (event) => {
    remember()
    if (options.hideOnClose()) {
      event.preventDefault()
      window.hide()
    }
  })
  return window
}

/** Cameras alone in a window of their own: over the whole of another screen than `main`'s, where there is one. */
export function openWallWindow(paths: Paths, dark: boolean, main: BrowserWindow | null): BrowserWindow {
  const mainScreen = main && screen.getDisplayMatching(main.getBounds()).id
  const stored = readJsonFile(paths.wallState, windowStateSchema)
  const { place, fullScreen, maximized } = wallPlace(stored, screen.getAllDisplays(), mainScreen)
  const window = openWindow({ paths, place, dark, minWidth: 480, minHeight: 320, route: '#/wall' })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  if (fullScreen) window.webContents.once('did-finish-load', () => fillScreen(window))
  window.on('close', rememberPlace(window, paths.wallState))
  return window
}

/** Through the page, as if somebody had asked for it there: so its own button and Escape lead out of it again. */
function fillScreen(window: BrowserWindow): void {
  const script = 'document.documentElement.requestFullscreen()'
  window.webContents.executeJavaScript(script, true).catch(() => undefined)
}

interface WindowShape {
  paths: Paths
  place: WindowPlace
  dark: boolean
  minWidth: number
  minHeight: number
  /** Hash of the page's address; empty leaves it to the page. */
  route: string
}

/** What all windows share: our page and nothing else, without Node, in the sandbox. */
function openWindow({ paths, place, dark, minWidth, minHeight, route }: WindowShape): BrowserWindow {
  const window = new BrowserWindow({
    ...place,
    minWidth,
    minHeight,
    show: false,
    title: 'Muster',
    icon: join(paths.resources, 'icons', 'icon.png'),
    // The page's own ground, so that no white flash comes before it.
    backgroundColor: dark ? '#17181a' : '#f7f7f8',
    autoHideMenuBar: true,
    webPreferences: {
      preload: paths.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A live wall on a second screen goes on while another window has the focus.
      backgroundThrottling: false
    }
  })
  window.removeMenu()
  void window.loadURL(`${pageOrigin}/index.html${route}`)
  return window
}

/** Answers what writes the window's place down; quitting, which ends windows without closing them one by one, does so too. */
function rememberPlace(window: BrowserWindow, file: string): () => void {
  const remember = () => {
    if (window.isDestroyed()) return
    writeJsonFile(file, {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen()
    })
  }
  app.on('before-quit', remember)
  window.once('closed', () => app.off('before-quit', remember))
  return remember
}
