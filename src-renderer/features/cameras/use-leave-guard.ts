import { useState } from 'react'

export interface LeaveGuard {
  /** Somebody wanted to leave although there are changes: they are asked whether they mean it. */
  asking: boolean
  /** Leaves where nothing would be lost, and the second time in any case. */
  leave(): void
  /** The changes go on. */
  stay(): void
}

/** Keeps a stray Escape, or a click beside a dialog, from throwing away what was typed. */
export function useLeaveGuard(changed: boolean, onLeave: () => void): LeaveGuard {
  const [asked, setAsked] = useState(false)
  const asking = asked && changed
  return {
    asking,
    leave: () => (changed && !asking ? setAsked(true) : onLeave()),
    stay: () => setAsked(false)
  }
}
