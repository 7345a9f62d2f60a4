import type { Box, OverlayFace } from '../../../contracts/domain/face'

/** Faces of one analysed picture. */
export interface Analysed {
  ptsMs: number
  faces: readonly OverlayFace[]
}

/**
 * Faces for a picture between two analysed ones: boxes of the same track are drawn where they would be at that time; a
 * face that only one of both knows is drawn where it was seen, unless it came later than this picture.
 */
export function facesAt(ptsMs: number, before: Analysed | null, after: Analysed | null): OverlayFace[] {
  if (after && after.ptsMs === ptsMs) return [...after.faces]
  if (!before) return after ? [...after.faces] : []
  if (!after || after.ptsMs <= before.ptsMs) return [...before.faces]
  const share = Math.min(1, Math.max(0, (ptsMs - before.ptsMs) / (after.ptsMs - before.ptsMs)))
  const earlier = new Map(before.faces.map((face) => [face.trackId, face]))
  return after.faces.flatMap((face) => {
    const from = earlier.get(face.trackId)
    return from ? [{ ...face, box: between(from.box, face.box, share) }] : []
  })
}

const between = (a: Box, b: Box, share: number): Box => ({
  x1: a.x1 + (b.x1 - a.x1) * share,
  y1: a.y1 + (b.y1 - a.y1) * share,
  x2: a.x2 + (b.x2 - a.x2) * share,
  y2: a.y2 + (b.y2 - a.y2) * share
})
