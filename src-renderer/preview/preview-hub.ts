import type { PreviewFrame, PreviewRequest } from '../../contracts/push'

/** Draws one frame and settles once it is on the screen; only then is the next picture asked for. */
export type FramePainter = (frame: PreviewFrame) => Promise<void> | void

/** The part of a MessagePort that is used. */
export interface PreviewPort {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: PreviewRequest): void
  close(): void
}

export interface PreviewHub {
  /** Frames of one camera for as long as the subscription lives; visible tiles only, they cost CPU. */
  watch(cameraId: string, paint: FramePainter): () => void
  /** Takes a new port; an older one (the vision process was restarted) is closed. */
  attach(port: PreviewPort): void
  dispose(): void
}

/** Shares the one preview port among tiles. `connect` asks main for a port, once, when the first tile appears. */
export function createPreviewHub(connect: () => void): PreviewHub {
  const painters = new Map<string, Set<FramePainter>>()
  let port: PreviewPort | null = null
  let asked = false
  let announcing = false

  // Tiles come and go together (a grid mounts): one message per turn says who is watched now.
  const announce = () => {
    if (announcing) return
    announcing = true
    queueMicrotask(() => {
      announcing = false
      port?.postMessage({ type: 'watch', cameraIds: [...painters.keys()] })
    })
  }

  const deliver = async (frame: PreviewFrame, from: PreviewPort) => {
    const drawn = [...(painters.get(frame.cameraId) ?? [])].map(async (paint) => paint(frame))
    await Promise.allSettled(drawn)
    if (port === from) from.postMessage({ type: 'drawn', cameraId: frame.cameraId, frameId: frame.frameId })
  }

  return {
    watch(cameraId, paint) {
      const those = painters.get(cameraId) ?? new Set()
      those.add(paint)
      painters.set(cameraId, those)
      announce()
      if (!asked) {
        asked = true
        connect()
      }
      return () => {
        those.delete(paint)
        if (those.size > 0 || painters.get(cameraId) !== those) return
        painters.delete(cameraId)
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
