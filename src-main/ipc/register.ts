import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { connectPreviewChannel, invokeChannel } from '../../contracts/bridge'
import type { Result } from '../../contracts/result'
import type { Log } from '../platform/log'
import { answerCall } from './answer-call'
import type { Handlers } from './handlers'
import { isTrustedSender } from './trusted-sender'

export interface IpcOptions {
  origin: string
  /** Waits for the site to be open: a window may call before it is. */
  handlers: () => Promise<Handlers>
  connectPreview: (event: Electron.IpcMainEvent) => void
  log: Log
}

/** The one place that touches ipcMain. Answers how to take it all back. */
export function registerIpc(options: IpcOptions): () => void {
  const trusted = (event: { senderFrame: IpcMainInvokeEvent['senderFrame'] }) =>
    isTrustedSender(event.senderFrame, options.origin)

  ipcMain.handle(invokeChannel, async (event, channel: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!trusted(event)) {
      options.log.warn({ url: event.senderFrame?.url ?? null }, 'call from an untrusted frame refused')
      return { ok: false, error: { code: 'forbidden', message: 'This page may not speak to Muster.' } }
    }
    return answerCall(channel, input, options.handlers, options.log)
  })
  const connect = (event: Electron.IpcMainEvent) => {
    if (trusted(event)) options.connectPreview(event)
  }
  ipcMain.on(connectPreviewChannel, connect)
  return () => {
    ipcMain.removeHandler(invokeChannel)
    ipcMain.off(connectPreviewChannel, connect)
  }
}
