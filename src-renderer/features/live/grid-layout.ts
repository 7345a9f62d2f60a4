/** Tiles smaller than this are not read from a chair; the grid scrolls instead. Pixels. */
const smallestTile = 260
const aspect = 16 / 9

export interface GridLayout {
  columns: number
  /** Width of one tile in pixels; its height follows from 16:9. */
  tileWidth: number
}

/** The columns that make `count` 16:9 tiles as large as the room allows; all in sight unless they would get too small. */
export function gridLayout(count: number, width: number, height: number, gap: number): GridLayout {
  if (count < 1 || width <= 0 || height <= 0) return { columns: 1, tileWidth: Math.max(0, width) }
  let best: GridLayout = { columns: 1, tileWidth: 0 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const byWidth = (width - gap * (columns - 1)) / columns
    const byHeight = ((height - gap * (rows - 1)) / rows) * aspect
    const tileWidth = Math.floor(Math.min(byWidth, byHeight))
    if (tileWidth > best.tileWidth) best = { columns, tileWidth }
  }
  if (best.tileWidth >= smallestTile || best.tileWidth >= width) return best
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (smallestTile + gap))))
  return { columns, tileWidth: Math.floor((width - gap * (columns - 1)) / columns) }
}
