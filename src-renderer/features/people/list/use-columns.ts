import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/** How many columns of at least `minWidth` pixels fit into an element; at least one. */
export function useColumns(element: RefObject<HTMLElement | null>, minWidth: number): number {
  const [columns, setColumns] = useState(1)
  useEffect(() => {
    const box = element.current
    if (!box) return
    const observer = new ResizeObserver(([entry]) =>
      setColumns(Math.max(1, Math.floor((entry?.contentRect.width ?? 0) / minWidth)))
    )
    observer.observe(box)
    return () => observer.disconnect()
  })
  return columns
}
