import { useCallback, useEffect, useRef, useState } from 'react'

const everyMs = 1000

/** How old a picture is (ms; null before the first), and what time it was looked at (epoch ms). */
export interface Age {
  ageMs: number | null
  now: number
  /** To be called with each picture that is drawn. */
  drawn(): void
}

/** A picture's age, looked at once a second, so that a tile which lives is not rendered at each of its pictures. */
export function useAge(): Age {
  const drawnAt = useRef<number | null>(null)
  const [seen, setSeen] = useState<{ ageMs: number | null; now: number }>(() => ({ ageMs: null, now: Date.now() }))
  useEffect(() => {
    const timer = setInterval(() => {
      const now = Date.now()
      const ageMs = drawnAt.current === null ? null : now - drawnAt.current
      setSeen((before) => (before.ageMs === 0 && ageMs !== null && ageMs <= everyMs ? before : { ageMs, now }))
    }, everyMs)
    return () => clearInterval(timer)
  }, [])
  const drawn = useCallback(() => {
    const now = Date.now()
    const before = drawnAt.current
    drawnAt.current = now
    // The first one, and the first after a gap, show at once.
    if (before === null || now - before > everyMs) setSeen({ ageMs: 0, now })
  }, [])
  return { ...seen, drawn }
}
