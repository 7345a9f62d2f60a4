import { useEffect, useState } from 'react'

/** True once neither pointer nor key was used for `afterMs`. */
export function useIdle(afterMs: number): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wake = () => {
      clearTimeout(timer)
      setIdle(false)
      timer = setTimeout(() => setIdle(true), afterMs)
    }
    const events = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const name of events) window.addEventListener(name, wake)
    wake()
    return () => {
      clearTimeout(timer)
      for (const name of events) window.removeEventListener(name, wake)
    }
  }, [afterMs])
  return idle
}
