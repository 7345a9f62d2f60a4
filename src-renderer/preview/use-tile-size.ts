import { useEffect, useState, type RefObject } from 'react'
import { drawnWidth, isSmallTile } from './tile-size'

export interface TileSize {
  /** Across how many device pixels pictures are drawn here; 0 before it is known. */
  width: number
  small: boolean
}

/** How large pictures are drawn in `element`, in steps, so that a tile that grows does not begin anew at each pixel. */
export function useTileSize(element: RefObject<HTMLElement | null>): TileSize {
  const [size, setSize] = useState<TileSize>({ width: 0, small: false })
  useEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const across = entry.contentRect.width
      const next = { width: drawnWidth(across, window.devicePixelRatio), small: isSmallTile(across) }
      setSize((before) => (before.width === next.width && before.small === next.small ? before : next))
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return size
}
