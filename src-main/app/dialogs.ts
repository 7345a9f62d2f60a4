import { join } from 'node:path'
import { BrowserWindow, app, dialog, shell } from 'electron'
import type { OpenDialogOptions } from 'electron'
import { MusterError } from '../../contracts/result'
import type { Paths } from '../platform/paths'
import { writeWholeFile } from '../platform/write-whole-file'

const videos = ['mp4', 'mkv', 'mov', 'avi', 'webm', 'ts', 'm4v']

/** The system's own dialogs, above the window that was in use. */
export function makeDialogs(paths: Pick<Paths, 'logs'>) {
  const choose = async (options: OpenDialogOptions): Promise<string | null> => {
    const parent = BrowserWindow.getFocusedWindow()
    const choice = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return choice.filePaths[0] ?? null
  }
  return {
    chooseVideoFile: () => choose({ properties: ['openFile'], filters: [{ name: 'Video', extensions: videos }] }),
    chooseFolder: () => choose({ properties: ['openDirectory'] }),
    chooseProgram: () => choose({ properties: ['openFile'] }),
    savePicture: async (suggestedName: string, jpeg: Uint8Array): Promise<string | null> => {
      const parent = BrowserWindow.getFocusedWindow()
      const options = {
        defaultPath: join(app.getPath('pictures'), suggestedName),
        filters: [{ name: 'JPEG', extensions: ['jpg', 'jpeg'] }]
      }
      const { filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
      if (!filePath) return null
      await writeWholeFile(filePath, jpeg).catch((failure: NodeJS.ErrnoException) => {
        throw new MusterError(
          'unavailable',
          `The picture could not be saved there (${failure.code ?? failure.message}). Choose another folder.`
        )
      })
      return filePath
    },
    saveFile: async (name: string): Promise<string | null> => {
      const parent = BrowserWindow.getFocusedWindow()
      const options = { defaultPath: join(app.getPath('documents'), name) }
      const { filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
      return filePath || null
    },
    openLogs: async () => void (await shell.openPath(paths.logs))
  }
}
