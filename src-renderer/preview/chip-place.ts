import type { Box } from '../../contracts/domain/face'

export interface ChipPlace {
  left: string
  top: string
  transform: string
}

/**
 * Where a face's chip goes, as CSS. It is shifted against itself by the same share by which it lies to the right, so that
 * it never leaves the picture and glides, rather than jumps, as a face walks through. Above the box; near the top edge
 * under it; where the box fills the picture, inside its lower edge. A small picture's chip, which needs the same room as a
 * large one's (`--chip-room`), rather covers some of the box than leaves the picture.
 */
export function chipPlace(box: Box, width: number, height: number): ChipPlace {
  const share = (Math.min(1, Math.max(0, (box.x1 + box.x2) / 2 / width)) * 100).toFixed(1)
  const at = (y: number) => `${(Math.min(1, Math.max(0, y / height)) * 100).toFixed(2)}%`
  const left = `${share}%`
  const shift = (y: string) => `translate(-${share}%, ${y})`
  if (box.y1 / height >= 0.12)
    return { left, top: `max(${at(box.y1)}, var(--chip-room))`, transform: shift('calc(-100% - 6px)') }
  if (box.y2 / height <= 0.85) {
    return { left, top: `min(${at(box.y2)}, calc(100% - var(--chip-room)))`, transform: shift('6px') }
  }
  return { left, top: at(box.y2), transform: shift('calc(-100% - 8px)') }
}
