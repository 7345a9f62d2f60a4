import { useEffect, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { OverlayFace } from '../../contracts/domain/face'
import { useClient } from '../data/client-context'

/** What is on a tile's canvas now: the faces of that very picture, in pixels of the source. */
export interface ShownFrame {
  faces: OverlayFace[]
  sourceWidth: number
  sourceHeight: number
  /** When it was drawn, epoch ms of this computer. */
  shownAt: number
}

/** True while the element is in sight of a visible window. */
function useInSight(element: RefObject<HTMLElement | null>): boolean {
  const [crossing, setCrossing] = useState(false)
  const [windowVisible, setWindowVisible] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new IntersectionObserver(([entry]) => setCrossing(entry?.isIntersecting ?? false), {
      threshold: 0.05
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  useEffect(() => {
    const update = () => setWindowVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', update)
    return () => document.removeEventListener('visibilitychange', update)
  }, [])
  return crossing && windowVisible
}

/**
 * Draws a camera's preview on `canvas` while `element` is in sight. Picture and faces are put on the screen in one task, so
 * that boxes never run ahead of their picture.
 */
export function usePreview(
  cameraId: string,
  canvas: RefObject<HTMLCanvasElement | null>,
  element: RefObject<HTMLElement | null>,
  enabled: boolean
): ShownFrame | null {
  const client = useClient()
  const inSight = useInSight(element)
  const [shown, setShown] = useState<ShownFrame | null>(null)
  const context = useRef<ImageBitmapRenderingContext | null>(null)
  useEffect(() => {
    if (!enabled || !inSight) return
    let over = false
    const stop = client.previews.watch(cameraId, async (frame) => {
      const bitmap = await createImageBitmap(new Blob([frame.jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }))
      const target = canvas.current
      if (over || !target) return bitmap.close()
      if (target.width !== bitmap.width) target.width = bitmap.width
      if (target.height !== bitmap.height) target.height = bitmap.height
      context.current ??= target.getContext('bitmaprenderer')
      context.current?.transferFromImageBitmap(bitmap)
      const { faces, sourceWidth, sourceHeight } = frame
      flushSync(() => setShown({ faces, sourceWidth, sourceHeight, shownAt: Date.now() }))
    })
    return () => {
      over = true
      stop()
    }
  }, [client, cameraId, canvas, enabled, inSight])
  return shown
}
