import { Menu, Tray, nativeImage } from 'electron'
import { join } from 'node:path'
import type { AppStatus } from '../../contracts/status'

export interface TrayActions {
  show: () => void
  quit: () => void
}

/** One line that says how things stand, for the tray's tip and its menu. */
export function statusLine(status: AppStatus): string {
  const { cameras, queue, vision } = status
  const parts = [`${cameras.live} of ${cameras.enabled} cameras live`]
  if (vision.state !== 'ready') parts.push(`recognition ${vision.state}`)
  if (queue.waiting > 0) parts.push(`${queue.waiting} deliveries waiting`)
  if (queue.dead > 0) parts.push(`${queue.dead} dead`)
  return parts.join(' · ')
}

export type TrayState = 'ok' | 'warn' | 'off'

export function trayState(status: AppStatus): TrayState {
  if (status.vision.state === 'failed' || status.vision.state === 'stopped') return 'off'
  const troubled =
    status.vision.state !== 'ready' || status.cameras.live < status.cameras.enabled || status.queue.dead > 0
  return troubled ? 'warn' : 'ok'
}

export class AppTray {
  private readonly tray: Tray
  private shown = ''

  constructor(
    private readonly resources: string,
    private readonly actions: TrayActions
  ) {
    this.tray = new Tray(this.image('off'))
    this.tray.on('click', actions.show)
  }

  /** Redraws only when something visible changed: a menu that is rebuilt closes under the pointer. */
  update(status: AppStatus): void {
    const line = statusLine(status)
    const state = trayState(status)
    if (this.shown === `${state}${line}`) return
    this.shown = `${state}${line}`
    this.tray.setImage(this.image(state))
    this.tray.setToolTip(`Muster: ${line}`)
    this.tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: line, enabled: false },
        { type: 'separator' },
        { label: 'Open Muster', click: this.actions.show },
        { label: 'Quit Muster', click: this.actions.quit }
      ])
    )
  }

  dispose(): void {
    this.tray.destroy()
  }

  private image(state: TrayState): Electron.NativeImage {
    return nativeImage.createFromPath(join(this.resources, 'icons', `tray-${state}.png`))
  }
}
