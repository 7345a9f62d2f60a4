import { contextBridge, ipcRenderer } from 'electron'
import { type Bridge, connectPreviewChannel, invokeChannel } from '../contracts/bridge'
import { previewPortChannel, pushChannel } from '../contracts/push'

type PushListener = Parameters<Bridge['onPush']>[0]

const bridge: Bridge = {
  invoke: (channel, input) => ipcRenderer.invoke(invokeChannel, channel, input),
  onPush: (listener) => {
    // The event object stays here: it would hand the page a way to ipcRenderer.
    const forward = (_event: Electron.IpcRendererEvent, ...args: Parameters<PushListener>) => listener(...args)
    ipcRenderer.on(pushChannel, forward)
    return () => {
      ipcRenderer.removeListener(pushChannel, forward)
    }
  },
  connectPreview: () => ipcRenderer.send(connectPreviewChannel),
  platform: process.platform
}

// A MessagePort cannot cross the context bridge; a window message may carry it.
ipcRenderer.on(previewPortChannel, (event) => {
  const port = event.ports[0]
  if (port) window.postMessage(previewPortChannel, window.location.origin, [port])
})

contextBridge.exposeInMainWorld('muster', bridge)
