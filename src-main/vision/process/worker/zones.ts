import type { Zone } from '../../../../contracts/domain/camera-options'
import type { Box } from '../../../../contracts/domain/face'

/** Where faces of a camera are looked at. */
export interface Zones {
  /** Null looks everywhere. */
  regionOfInterest: Zone | null
  ignoreZones: readonly Zone[]
}

/** Shares of a side; far below a pixel of any picture, far above what rounding does to them. */
const onEdge = 1e-9

/**
 * Whether a point lies in a polygon; its edges and corners belong to it. Where the outline crosses itself, everything
 * that it winds around is inside (the non-zero rule, by which SVG fills what the operator has drawn).
 *
 * @param zone corners in order, either way round, the last joined to the first
 */
export function isInZone({ x, y }: { x: number; y: number }, zone: Zone): boolean {
  let winding = 0
  for (let i = 0; i < zone.length; i++) {
    const from = zone[i]!
    const to = zone[(i + 1) % zone.length]!
    // Twice the area between the edge and the point: its sign is the side on which the point lies.
    const side = (to.x - from.x) * (y - from.y) - (x - from.x) * (to.y - from.y)
    if (isNear({ x, y }, from, to, side)) return true
    if (from.y <= y && to.y > y && side > 0) winding++
    if (from.y > y && to.y <= y && side < 0) winding--
  }
  return winding !== 0
}

function isNear(point: { x: number; y: number }, from: Zone[number], to: Zone[number], side: number): boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length <= onEdge) return Math.hypot(point.x - from.x, point.y - from.y) <= onEdge
  if (Math.abs(side) > onEdge * length) return false
  const along = (point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)
  return along >= -onEdge * length && along <= length * (length + onEdge)
}

/**
 * Whether a face is looked at: its middle is in the region and in none of the zones that are ignored. A face that the
 * picture's border cuts has its middle at that border.
 *
 * @param box in pixels of a picture of that size
 */
export function isLookedAt(box: Box, picture: { width: number; height: number }, zones: Zones): boolean {
  const { regionOfInterest, ignoreZones } = zones
  if (regionOfInterest === null && ignoreZones.length === 0) return true
  const middle = {
    x: Math.min(1, Math.max(0, (box.x1 + box.x2) / 2 / picture.width)),
    y: Math.min(1, Math.max(0, (box.y1 + box.y2) / 2 / picture.height))
  }
  if (regionOfInterest !== null && !isInZone(middle, regionOfInterest)) return false
  return !ignoreZones.some((zone) => isInZone(middle, zone))
}
