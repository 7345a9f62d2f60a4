import type { Box } from '../../../../contracts/domain/face'
import type { Camera } from '../../../../contracts/domain/camera'
import type { ScoredBox } from './boxes'
import { intersection, overlapOfSmaller, suppress } from './boxes'
import type { Detector, Region } from './detector'
import type { Picture } from './picture'

export type Zoom = Camera['zoom']

export interface FaceSearch {
  full: Picture
  /** The same picture, scaled to fit the detector. */
  detector: Picture
  zoom: Zoom
  /** Where the camera's tracks are expected. */
  followed: readonly Box[]
  /** Smaller faces are of no use: what the zoom is chosen by. */
  minEyeDistancePx: number
  /** Finds fainter faces than the detector's threshold, too. */
  leastScore: number
}

/** A face's box is this many times as wide as its eyes are apart. */
const widthOfEyes = 2
/** Share of the longer side from which faces are found surely, and what the smallest useful ones have in a tile. */
const sureShare = 0.05
const aimedShare = 0.045
/** Tiles of one picture at most: of a larger one, smaller faces stay unseen. */
const mostTiles = 12

/**
 * Finds the faces of one camera's pictures, one picture after the other. The detector alone misses faces narrower than
 * 3 % of the picture's longer side on plain ground, 6 % in a busy one; zooming looks again at parts of the picture in its full resolution.
 *
 * - `off`: one run of the detector.
 * - `second_pass`: one more run, in turn where small faces are followed and at the next tile of the picture: a newcomer
 *   far off is found within as many pictures as there are tiles, twice that while small faces are followed.
 * - `tiles`: a run for every tile (4 of a picture of 1920 × 1080 with the usual least distance of the eyes).
 *
 * Measured with the default pack on twelve faces of the clips, shrunk and placed anywhere in 1920 × 1080: of those 38
 * pixels wide (2 %) `off` finds 2, both others 11; of 48 pixels (2.5 %) `off` finds 5, both others 12; no wrong box. At
 * 3.5 % of 1280 × 720 `off` finds 19 of 20. In time a search costs 2.2 times as much with `second_pass`, 5.9 times with
 * `tiles`.
 */
export class FaceFinder {
  private nextTile = 0
  private nextFollowed = 0
  private followedLast = false

  constructor(private readonly detector: Detector) {}

  /** @returns boxes in pixels of the full picture, each face once, best first */
  async find(search: FaceSearch): Promise<ScoredBox[]> {
    const { full, detector, zoom, leastScore } = search
    const [scaleX, scaleY] = [full.width / detector.width, full.height / detector.height]
    const found = await this.detector.detectFitted(detector, scaleX, scaleY, leastScore)
    const tiles = zoom === 'off' ? [] : tilesOf(full.width, full.height, search.minEyeDistancePx)
    if (tiles.length === 0) return found
    const views = zoom === 'tiles' ? tiles : [this.secondView(search, found, tiles)]
    const all = [...found]
    for (const view of views) {
      const boxes = await this.detector.detectRegion(full, view, leastScore)
      all.push(...boxes.filter((box) => !isCutByView(box, view, full)))
    }
    return suppress(all, 0.5, overlapOfSmaller)
  }

  /** Where to look a second time: at a followed face that is too small for the first, then at the next tile. */
  private secondView({ full, followed }: FaceSearch, found: readonly ScoredBox[], tiles: readonly Region[]): Region {
    const longer = Math.max(full.width, full.height)
    const small = followed.filter(
      (box) => box.x2 - box.x1 < longer * sureShare && !found.some((other) => intersection(box, other) > 0)
    )
    const tile = tiles[this.nextTile % tiles.length]!
    const box = small[this.nextFollowed % (small.length || 1)]
    this.followedLast = box !== undefined && !this.followedLast
    if (box && this.followedLast) {
      this.nextFollowed++
      return around(box, tile, full)
    }
    this.nextTile++
    return tile
  }
}

/**
 * Parts of a picture in which the smallest useful faces are large enough for the detector. They overlap by the faces that
 * only tiles show, so that each face lies whole in one. None when the picture itself is small enough.
 */
export function tilesOf(width: number, height: number, minEyeDistancePx: number): Region[] {
  const longer = Math.max(width, height)
  const overlap = longer * sureShare * 1.3
  for (let side = Math.max((minEyeDistancePx * widthOfEyes) / aimedShare, overlap * 2); side < longer; side *= 1.1) {
    const size = { width: Math.min(width, side), height: Math.min(height, side * 0.75) }
    const columns = countOf(width, size.width, overlap)
    const rows = countOf(height, size.height, overlap)
    if (columns * rows > mostTiles) continue
    return Array.from({ length: columns * rows }, (_, i) => {
      const x1 = ((i % columns) * (width - size.width)) / Math.max(1, columns - 1)
      const y1 = (Math.floor(i / columns) * (height - size.height)) / Math.max(1, rows - 1)
      return { x1, y1, x2: x1 + size.width, y2: y1 + size.height }
    })
  }
  return []
}

/** A box at the inner edge of a view is part of a face that another view shows whole. */
export function isCutByView(box: Box, view: Region, picture: { width: number; height: number }): boolean {
  const margin = (view.x2 - view.x1) * 0.01
  return (
    (view.x1 > 0 && box.x1 < view.x1 + margin) ||
    (view.y1 > 0 && box.y1 < view.y1 + margin) ||
    (view.x2 < picture.width && box.x2 > view.x2 - margin) ||
    (view.y2 < picture.height && box.y2 > view.y2 - margin)
  )
}

const countOf = (whole: number, part: number, overlap: number): number =>
  part >= whole ? 1 : Math.ceil((whole - overlap) / (part - overlap))

/** A view as large as a tile with the box in its middle, moved inside the picture. */
function around(box: Box, tile: Region, { width, height }: Picture): Region {
  const [w, h] = [tile.x2 - tile.x1, tile.y2 - tile.y1]
  const x1 = Math.min(Math.max(0, (box.x1 + box.x2 - w) / 2), width - w)
  const y1 = Math.min(Math.max(0, (box.y1 + box.y2 - h) / 2), height - h)
  return { x1, y1, x2: x1 + w, y2: y1 + h }
}
