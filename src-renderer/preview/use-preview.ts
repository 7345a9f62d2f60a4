import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { OverlayFace } from '../../contracts/domain/face'
import type { PreviewFrame } from '../../contracts/push'
import { useClient } from '../data/client-context'
import { useInSight } from './use-in-sight'
import { useTileSize } from './use-tile-size'

/** What stands over the picture on a tile's canvas: the faces of that very picture, in pixels of the source. */
export interface ShownFaces {
  faces: OverlayFace[]
  sourceWidth: number
  sourceHeight: number
}

const nobody: OverlayFace[] = []
const atFirst: ShownFaces = { faces: nobody, sourceWidth: 16, sourceHeight: 9 }

/** The shown faces after `frame`: the same object where nothing has to be drawn anew. */
export function facesAfter(before: ShownFaces, frame: Pick<PreviewFrame, keyof ShownFaces>): ShownFaces {
  const { faces, sourceWidth, sourceHeight } = frame
  const same =
    faces.length === 0 &&
    before.faces.length === 0 &&
    before.sourceWidth === sourceWidth &&
    before.sourceHeight === sourceHeight
  return same ? before : { faces: faces.length === 0 ? nobody : faces, sourceWidth, sourceHeight }
}

/**
 * Draws a camera's preview on `canvas` while `element` is in sight; answers the faces to be drawn over it. Picture and faces
 * are put on the screen in one task, so that boxes never run ahead of their picture; a picture without faces after another
 * such costs no rendering at all. `onDrawn` is called with each picture.
 */
export function usePreview(
  cameraId: string,
  canvas: RefObject<HTMLCanvasElement | null>,
  element: RefObject<HTMLElement | null>,
  enabled: boolean,
  onDrawn: () => void
): ShownFaces {
  const client = useClient()
  const inSight = useInSight(element)
  const { width, small } = useTileSize(element)
  const [shown, setShown] = useState<ShownFaces>(atFirst)
  const context = useRef<ImageBitmapRenderingContext | null>(null)
  const draw = useEffectEvent((bitmap: ImageBitmap, frame: PreviewFrame) => {
    const target = canvas.current
    if (!target) return bitmap.close()
    if (target.width !== bitmap.width) target.width = bitmap.width
    if (target.height !== bitmap.height) target.height = bitmap.height
    context.current ??= target.getContext('bitmaprenderer')
    context.current?.transferFromImageBitmap(bitmap)
    const next = facesAfter(shown, frame)
    if (next !== shown) flushSync(() => setShown(next))
    onDrawn()
  })
  const sized = width > 0
  useEffect(() => {
    if (!enabled || !inSight || !sized) return
    let over = false
    const paint = async (frame: PreviewFrame) => {
      const picture = new Blob([frame.jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' })
      // Made as large as it is shown: on its way to the screen a small one is copied in a fraction of the time.
      const smaller = width < frame.width ? { resizeWidth: width, resizeQuality: 'low' as const } : undefined
      const bitmap = await createImageBitmap(picture, smaller)
      if (over) bitmap.close()
      else draw(bitmap, frame)
    }
    const stop = client.previews.watch(cameraId, paint, small)
    return () => {
      over = true
      stop()
    }
  }, [client, cameraId, enabled, inSight, sized, width, small])
  return shown
}
