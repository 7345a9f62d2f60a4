import { Children, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { gridLayout } from './grid-layout'
import { tileBeside } from './live-pages'
import styles from './stage.module.css'

const gap = 8

/**
 * Tiles of one size in the room there is. The layout depends on how many places there are, never on how the cameras do.
 * Arrow keys go from tile to tile.
 */
export function CameraGrid({ label, places, children }: { label: string; places: number; children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = room.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const { columns, tileWidth } = gridLayout(places, size.width, size.height, gap)

  const onKeyDown = (event: KeyboardEvent) => {
    const openers = [...(room.current?.querySelectorAll<HTMLElement>('[data-opener]') ?? [])]
    const index = openers.findIndex((one) => one === event.target)
    const next = index < 0 ? null : tileBeside(event.key, index, columns, openers.length)
    if (next === null) return
    event.preventDefault()
    openers[next]?.focus()
  }
  return (
    <div ref={room} className={styles.room} onKeyDown={onKeyDown}>
      <ul
        className={styles.grid}
        aria-label={label}
        style={{ gridTemplateColumns: `repeat(${columns}, ${tileWidth}px)` }}
      >
        {Children.map(children, (child) => (
          <li>{child}</li>
        ))}
      </ul>
    </div>
  )
}
