import type { PushName } from './push'
import type { Result } from './result'

/** What the preload puts on `window.muster`: the only door between a page and main. */
export interface Bridge {
  /** Channel and input are untyped here on purpose: main parses both with the schemas of `ipc.ts`. */
  invoke(channel: string, input: unknown): Promise<Result<unknown>>
  /** Calls back with every push; the answer ends the subscription. */
  onPush(listener: (name: PushName, payload: unknown) => void): () => void
  /** Asks for a preview port, which arrives as a window message whose data is `previewPortChannel`. */
  connectPreview(): void
  platform: string
}

export const invokeChannel = 'muster:invoke'
export const connectPreviewChannel = 'muster:connect-preview'
