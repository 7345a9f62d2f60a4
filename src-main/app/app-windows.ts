import type { BrowserWindow } from 'electron'
import { nativeTheme } from 'electron'
import { MusterError } from '../../contracts/result'
import type { Paths } from '../platform/paths'
import type { MainWindowOptions } from './windows'
import { openMainWindow, openWallWindow } from './windows'

export interface AppWindowsOptions extends Omit<MainWindowOptions, 'dark'> {
  paths: Paths
  /** No windows at all. */
  headless: boolean
}

/** The main window and the live wall beside it, each there once at most. */
export class AppWindows {
  private main: BrowserWindow | null = null
  private wall: BrowserWindow | null = null

  constructor(private readonly options: AppWindowsOptions) {}

  /** The main window; null before it was first shown, and where there are none. */
  get mainWindow(): BrowserWindow | null {
    return this.main
  }

  /** Opens the main window, or brings it to the front. */
  showMain(): void {
    if (this.options.headless) return
    if (this.main) {
      bringForward(this.main)
      return
    }
    const window = openMainWindow({ ...this.options, dark: nativeTheme.shouldUseDarkColors })
    this.main = window
    window.once('closed', () => {
      this.main = null
      // It has no frame around its screens to quit from: alone it would keep Muster running unseen on a far screen.
      this.wall?.close()
    })
  }

  /**
   * Opens the live wall, or brings it to the front.
   *
   * @throws MusterError `unavailable` without windows
   */
  openWall(): void {
    if (this.options.headless) {
      throw new MusterError('unavailable', 'This Muster runs without windows, so there is no screen for a live wall.')
    }
    if (this.wall) {
      bringForward(this.wall)
      return
    }
    const window = openWallWindow(this.options.paths, nativeTheme.shouldUseDarkColors, this.main)
    this.wall = window
    window.once('closed', () => (this.wall = null))
  }
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
