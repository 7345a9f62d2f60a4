import { MessageChannelMain } from 'electron'
import type { WebContents } from 'electron'
import { previewPortChannel } from '../../contracts/push'
import type { VisionClient } from '../vision/vision-client'

/** Brokers the direct ports over which previews reach windows, anew for each of them when the vision process came back. */
export class PreviewPorts {
  private readonly windows = new Set<WebContents>()

  constructor(private readonly vision: Pick<VisionClient, 'connectPreview'>) {}

  connect(contents: WebContents): void {
    if (!this.windows.has(contents)) {
      this.windows.add(contents)
      contents.once('destroyed', () => this.windows.delete(contents))
    }
    const { port1, port2 } = new MessageChannelMain()
    // Not up yet: `reconnectAll` comes when it is.
    if (this.vision.connectPreview(port1)) contents.postMessage(previewPortChannel, null, [port2])
  }

  reconnectAll(): void {
    for (const contents of this.windows) if (!contents.isDestroyed()) this.connect(contents)
  }
}
