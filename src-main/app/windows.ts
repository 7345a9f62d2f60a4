import { BrowserWindow, app, screen } from 'electron'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../platform/json-file'
import type { Paths } from '../platform/paths'
import { pageOrigin } from './security'

const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean()
})
type WindowState = z.infer<typeof windowStateSchema>

/** The stored place, unless the screen it was on is gone. */
function placeFor(state: WindowState | null): Partial<WindowState> {
  if (state === null) return { width: 1280, height: 800 }
  const visible = screen.getAllDisplays().some(({ workArea: area }) => {
    const across = Math.min(state.x + state.width, area.x + area.width) - Math.max(state.x, area.x)
    const down = Math.min(state.y + state.height, area.y + area.height) - Math.max(state.y, area.y)
    return across > 100 && down > 100
  })
  return visible ? state : { width: state.width, height: state.height }
}

export interface MainWindowOptions {
  paths: Paths
  /** Kept in the tray when its cross is clicked. */
  hideOnClose: () => boolean
  dark: boolean
  hidden: boolean
  onShown: () => void
}

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const stored = readJsonFile(options.paths.windowState, windowStateSchema)
  const window = new BrowserWindow({
    ...placeFor(stored),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Muster',
    icon: join(options.paths.resources, 'icons', 'icon.png'),
    // The page's own ground, so that no white flash comes before it.
    backgroundColor: options.dark ? '#17181a' : '#f7f7f8',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.paths.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A live wall on a second screen goes on while another window has the focus.
      backgroundThrottling: false
    }
  })
  if (stored?.maximized) window.maximize()
  window.removeMenu()

  window.once('ready-to-show', () => {
    if (!options.hidden) window.show()
    options.onShown()
  })
  const remember = () => {
    if (window.isDestroyed()) return
    writeJsonFile(options.paths.windowState, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  // Quitting ends windows without closing them one by one.
  app.on('before-quit', remember)
  window.once('closed', () => app.off('before-quit', remember))
  window.on('close', (event) => {
    remember()
    if (options.hideOnClose()) {
      event.preventDefault()
      window.hide()
    }
  })
  void window.loadURL(`${pageOrigin}/index.html`)
  return window
}
