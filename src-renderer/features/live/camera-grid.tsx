import { Children, useEffect, useRef, useState, type ReactNode } from 'react'
import { gridLayout } from './grid-layout'
import styles from './live-screen.module.css'

const gap = 8

/** Tiles of one size in the room there is. The layout depends on how many they are, never on how their cameras do. */
export function CameraGrid({ label, count, children }: { label: string; count: number; children: ReactNode }) {
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
  const { columns, tileWidth } = gridLayout(count, size.width, size.height, gap)
  return (
    <div ref={room} className={styles.room}>
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
