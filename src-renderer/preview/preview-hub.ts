import type { PreviewFrame, PreviewRequest } from '../../contracts/push'
import { sparingOf } from './tile-size'

/** Draws one frame and settles once it is on the screen; only then is the next picture asked for. */
export type FramePainter = (frame: PreviewFrame) => Promise<void> | void

/** The part of a MessagePort that is used. */
export interface PreviewPort {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: PreviewRequest): void
  close(): void
}

export interface PreviewHub {
  /**
   * Frames of one camera for as long as the subscription lives; visible tiles only, they cost CPU. `small` tiles may get
   * fewer pictures where there are many tiles.
   */
  watch(cameraId: string, paint: FramePainter, small?: boolean): () => void
  /** Takes a new port; an older one (the vision process was restarted) is closed. */
  attach(port: PreviewPort): void
  dispose(): void
}

/** Shares the one preview port among tiles. `connect` asks main for a port, once, when the first tile appears. */
export function createPreviewHub(connect: () => void): PreviewHub {
  /** Camera -> its tiles in this window, each with whether it is small. */
  const painters = new Map<string, Map<FramePainter, boolean>>()
  let port: PreviewPort | null = null
  let asked = false
  let announcing = false

  // Tiles come and go together (a grid mounts): one message per turn says who is watched now.
  const announce = () => {
    if (announcing) return
    announcing = true
    queueMicrotask(() => {
      announcing = false
      const watched = [...painters].map(([cameraId, those]) => ({
        cameraId,
        small: [...those.values()].every(Boolean)
      }))
      port?.postMessage({ type: 'watch', cameraIds: [...painters.keys()], sparing: sparingOf(watched) })
    })
  }

  const deliver = async (frame: PreviewFrame, from: PreviewPort) => {
    const drawn = [...(painters.get(frame.cameraId)?.keys() ?? [])].map(async (paint) => paint(frame))
    await Promise.allSettled(drawn)
    if (port === from) from.postMessage({ type: 'drawn', cameraId: frame.cameraId, frameId: frame.frameId })
  }

  return {
    watch(cameraId, paint, small = false) {
      const those = painters.get(cameraId) ?? new Map<FramePainter, boolean>()
      those.set(paint, small)
      painters.set(cameraId, those)
      announce()
      if (!asked) {
        asked = true
        connect()
      }
      return () => {
        those.delete(paint)
        if (those.size === 0 && painters.get(cameraId) === those) painters.delete(cameraId)
        announce()
      }
    },
    attach(next) {
      port?.close()
      port = next
      next.onmessage = (event) => {
        const frame = event.data as PreviewFrame
        if (frame.type === 'frame') void deliver(frame, next)
      }
      announce()
    },
    dispose() {
      port?.close()
      port = null
      painters.clear()
    }
  }
}
