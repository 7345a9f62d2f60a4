import type { ReactNode } from 'react'
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'

/** At most one sentence in this many milliseconds: a screen reader must be able to finish it. */
const politeMs = 4000

const AnnouncerContext = createContext<(text: string) => void>(() => undefined)

/** Says a sentence to screen readers when they are idle. Of a burst, the newest is said. */
export const useAnnounce = (): ((text: string) => void) => useContext(AnnouncerContext)

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState('')
  const waiting = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const announce = useCallback((text: string) => {
    const say = () => {
      timer.current = null
      if (waiting.current === null) return
      setSaid(waiting.current)
      waiting.current = null
      timer.current = setTimeout(say, politeMs)
    }
    waiting.current = text
    if (timer.current === null) say()
  }, [])
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
    },
    []
  )
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <div className="visually-hidden" aria-live="polite" role="status">
        {said}
      </div>
    </AnnouncerContext.Provider>
  )
}
