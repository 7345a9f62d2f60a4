import type { Bridge } from '../contracts/bridge'
import type { IpcChannel, IpcInput, IpcOutput } from '../contracts/ipc'
import type { PushMap, PushName } from '../contracts/push'
import { previewPortChannel } from '../contracts/push'
import { toFailure, unwrap } from '../contracts/result'
import type { PreviewHub } from './preview/preview-hub'
import { createPreviewHub } from './preview/preview-hub'

/** Channels without input are called with none. */
export type CallInput<C extends IpcChannel> = undefined extends IpcInput<C> ? [] : [input: IpcInput<C>]

export type Push = { [N in PushName]: { name: N; payload: PushMap[N] } }[PushName]

/** What the screens know of the outside. The window speaks IPC; another transport (HTTP) would implement the same. */
export interface Client {
  /** Rejects with a `MusterError` whose message is a sentence for the operator. */
  call<C extends IpcChannel>(channel: C, ...input: CallInput<C>): Promise<IpcOutput<C>>
  onPush(listener: (push: Push) => void): () => void
  previews: PreviewHub
  platform: string
  dispose(): void
}

/** The client over the preload's bridge. `page` is the window in which preview ports arrive. */
export function createDesktopClient(bridge: Bridge, page: Window): Client {
  const previews = createPreviewHub(() => bridge.connectPreview())
  const takePort = (event: MessageEvent) => {
    if (event.source !== page || event.data !== previewPortChannel) return
    const port = event.ports[0]
    if (port) previews.attach(port)
  }
  page.addEventListener('message', takePort)
  return {
    call: async (channel, ...input) => {
      // Main answers failures as values; a rejection means that nobody answered at all.
      const answer = await bridge
        .invoke(channel, input[0])
        .catch((thrown: unknown) => ({ ok: false as const, error: toFailure(thrown) }))
      return unwrap(answer) as IpcOutput<typeof channel>
    },
    onPush: (listener) => bridge.onPush((name, payload) => listener({ name, payload } as Push)),
    previews,
    platform: bridge.platform,
    dispose: () => {
      page.removeEventListener('message', takePort)
      previews.dispose()
    }
  }
}
