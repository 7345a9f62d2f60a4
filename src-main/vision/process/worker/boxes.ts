import type { Box } from '../../../../contracts/domain/face'
import type { FivePoints } from './landmarks'

export const areaOf = (box: Box): number => Math.max(0, box.x2 - box.x1) * Math.max(0, box.y2 - box.y1)

export function intersection(a: Box, b: Box): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)
  return width <= 0 || height <= 0 ? 0 : width * height
}

/** Intersection over union, 0–1. */
export function iou(a: Box, b: Box): number {
  const shared = intersection(a, b)
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared)
}

/** Intersection over the smaller of both, 0–1: 1 when one lies inside the other. */
export function overlapOfSmaller(a: Box, b: Box): number {
  const shared = intersection(a, b)
  return shared === 0 ? 0 : shared / Math.min(areaOf(a), areaOf(b))
}

/** Same centre, side = height × factor: the detector's boxes are narrow, the models want squares. */
export function squareOf(box: Box, factor = 1): Box {
  const half = ((box.y2 - box.y1) * factor) / 2
  const cx = (box.x1 + box.x2) / 2
  const cy = (box.y1 + box.y2) / 2
  return { x1: cx - half, y1: cy - half, x2: cx + half, y2: cy + half }
}

/**
 * The box grown by `factor` but no more than the picture allows, then moved inside it: the crop of minivision's
 * Silent-Face anti-spoofing, which both liveness models were trained on.
 */
export function grownInside(box: Box, factor: number, width: number, height: number): Box {
  const boxWidth = box.x2 - box.x1
  const boxHeight = box.y2 - box.y1
  const scale = Math.min(factor, (width - 1) / boxWidth, (height - 1) / boxHeight)
  const halfWidth = (boxWidth * scale) / 2
  const halfHeight = (boxHeight * scale) / 2
  const cx = Math.min(Math.max((box.x1 + box.x2) / 2, halfWidth), width - 1 - halfWidth)
  const cy = Math.min(Math.max((box.y1 + box.y2) / 2, halfHeight), height - 1 - halfHeight)
  return { x1: cx - halfWidth, y1: cy - halfHeight, x2: cx + halfWidth, y2: cy + halfHeight }
}

export interface ScoredBox extends Box {
  /** Detector's confidence, 0–1. */
  score: number
  /** Where the detector finds them itself: what alignment needs. */
  points?: FivePoints
}

/** Greedy non-maximum suppression: the best of boxes that overlap by `limit` or more stays. Answers best first. */
export function suppress(
  boxes: readonly ScoredBox[],
  limit: number,
  overlap: (a: Box, b: Box) => number = iou
): ScoredBox[] {
  const kept: ScoredBox[] = []
  for (const box of [...boxes].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(box, other) < limit)) kept.push(box)
  }
  return kept
}
