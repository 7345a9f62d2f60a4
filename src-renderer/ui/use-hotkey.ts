import { useEffect, useEffectEvent, useRef } from 'react'
import { matchPress, type Hotkey, type Pending } from './hotkeys'

/** True where letters are typed: hotkeys without a modifier stay silent there. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select') !== null
}

const isDialogOpen = () => document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null

/** Runs on a hotkey while mounted. Nothing but `Mod+…` fires while somebody types, and nothing at all behind a dialog. */
export function useHotkeys(hotkeys: Readonly<Record<Hotkey, (event: KeyboardEvent) => void>>): void {
  const pending = useRef<Pending | null>(null)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || isDialogOpen()) return
    if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return
    const match = matchPress(event, Object.keys(hotkeys), pending.current, performance.now())
    pending.current = match.pending
    if (match.hit === null) return
    event.preventDefault()
    hotkeys[match.hit]?.(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

export function useHotkey(hotkey: Hotkey, run: (event: KeyboardEvent) => void): void {
  useHotkeys({ [hotkey]: run })
}
