import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app } from 'electron'

/** Text of a freedesktop.org autostart entry; quoting by its specification ("Exec key"). */
export function autostartEntry(executable: string): string {
  const quoted = `"${executable.replace(/([\\"`$])/g, '\\$1').replace(/%/g, '%%')}"`
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Muster',
    `Exec=${quoted} --hidden`,
    'X-GNOME-Autostart-enabled=true',
    ''
  ].join('\n')
}

/** Starts Muster, hidden, when the operator logs in. Only an installed Muster registers itself. */
export function setStartAtLogin(enabled: boolean): void {
  if (!app.isPackaged) return
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: enabled, args: ['--hidden'] })
    return
  }
  const file = join(app.getPath('appData'), 'autostart', 'muster.desktop')
  if (!enabled) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, autostartEntry(process.env['APPIMAGE'] ?? process.execPath))
}
