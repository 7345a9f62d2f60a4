/** Pixels across of the pictures that come; larger ones are not made of them. */
const pictureWidth = 640
/** Sizes are rounded up to this, so that a dragged window border does not ask for another size at every step. */
const stepPx = 80
/** Tiles up to this many CSS pixels across are small: movement in them is seen well enough at half the rate. */
const smallPx = 520
/** So many tiles get every picture, however small they are. */
const fewTiles = 4

/** Across how many pixels a picture is drawn into a tile, at `ratio` device pixels per CSS pixel; 0 where there is no tile yet. */
export const drawnWidth = (tilePx: number, ratio: number): number =>
  Math.min(pictureWidth, Math.ceil((tilePx * ratio) / stepPx) * stepPx)

export const isSmallTile = (tilePx: number): boolean => tilePx > 0 && tilePx <= smallPx

/** A camera that is watched, and whether each of its tiles in this window is small. */
export interface WatchedCamera {
  cameraId: string
  small: boolean
}

/** Cameras of which about half the pictures do: small ones, where there are many. */
export const sparingOf = (watched: readonly WatchedCamera[]): string[] =>
  watched.length <= fewTiles ? [] : watched.filter(({ small }) => small).map(({ cameraId }) => cameraId)
