import type { OverlayFace } from '../../../../contracts/domain/face'
import type { PreviewFrame } from '../../../../contracts/push'

/** What the operator should know before pressing the button. */
export type Sight = 'none' | 'poor' | 'one' | 'several'

export function sightOf(faces: readonly Pick<OverlayFace, 'status'>[]): Sight {
  if (faces.length === 0) return 'none'
  if (faces.length > 1) return 'several'
  return faces[0]?.status === 'poor' ? 'poor' : 'one'
}

/** Draws a preview picture and its boxes, which belong to that very picture. Rejects when the JPEG cannot be read. */
export async function paintFrame(canvas: HTMLCanvasElement, frame: PreviewFrame): Promise<void> {
  const picture = await createImageBitmap(new Blob([frame.jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }))
  const context = canvas.getContext('2d')
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width
    canvas.height = picture.height
  }
  if (context) {
    context.drawImage(picture, 0, 0)
    const scale = picture.width / frame.sourceWidth
    const colours = getComputedStyle(canvas)
    context.lineWidth = 2
    for (const { box, status } of frame.faces) {
      context.strokeStyle = colours.getPropertyValue(status === 'poor' ? '--video-warning' : '--video-good')
      context.strokeRect(box.x1 * scale, box.y1 * scale, (box.x2 - box.x1) * scale, (box.y2 - box.y1) * scale)
    }
  }
  picture.close()
}
