import { useEffect, useState, type RefObject } from 'react'

/** True while the element is in sight of a window that is: neither hidden, minimised nor, where the system tells, covered. */
export function useInSight(element: RefObject<HTMLElement | null>): boolean {
  const [crossing, setCrossing] = useState(false)
  const [windowVisible, setWindowVisible] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new IntersectionObserver(([entry]) => setCrossing(entry?.isIntersecting ?? false), {
      threshold: 0.05
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  useEffect(() => {
    const update = () => setWindowVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', update)
    return () => document.removeEventListener('visibilitychange', update)
  }, [])
  return crossing && windowVisible
}
