import { useEffect, useState, type RefObject } from 'react'

/** Fills the window at once and the screen where the system lets it. */
export function useFullScreen(element: RefObject<HTMLElement | null>): {
  active: boolean
  toggle(): void
  leave(): void
} {
  // A window may be full screen before the page is drawn.
  const [active, setActive] = useState(() => document.fullscreenElement !== null)
  useEffect(() => {
    const follow = () => setActive(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [])
  const leave = () => {
    setActive(false)
    if (document.fullscreenElement) void document.exitFullscreen()
  }
  const enter = () => {
    setActive(true)
    // Refused by some window managers: filling the window is what remains.
    element.current?.requestFullscreen().catch(() => undefined)
  }
  return { active, leave, toggle: active ? leave : enter }
}
