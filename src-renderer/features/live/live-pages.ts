/** How many cameras are shown at once; `auto` as many as there are, up to the most. */
export const tileChoices = ['auto', '1', '4', '9', '16'] as const
export type TileChoice = (typeof tileChoices)[number]

export const mostTiles = 16

export interface LivePage<C> {
  shown: readonly C[]
  /** From 1. */
  page: number
  pages: number
  /** Places in the grid: the same on each page, so that tiles keep their size. */
  places: number
}

/** The cameras of one page. A page beyond the last is the last. */
export function livePage<C>(cameras: readonly C[], choice: TileChoice, page: number): LivePage<C> {
  const most = choice === 'auto' ? Math.min(mostTiles, Math.max(1, cameras.length)) : Number(choice)
  const pages = Math.max(1, Math.ceil(cameras.length / most))
  const at = Math.min(pages, Math.max(1, Number.isInteger(page) ? page : 1))
  // A grid of nine for three cameras would leave most of the room empty.
  const places = Math.min(most, Math.max(1, cameras.length))
  return { shown: cameras.slice((at - 1) * most, at * most), page: at, pages, places }
}

/** Index of the tile to which an arrow key leads; null for other keys, and where there is none. */
export function tileBeside(key: string, index: number, columns: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns
  }
  const step = steps[key]
  if (step === undefined) return null
  const next = index + step
  return next >= 0 && next < count ? next : null
}
