/** What a key press must look like: `/`, `?`, `j`, `Escape`, `Mod+k`, `Alt+1`, or two presses in a row: `g l`. */
export type Hotkey = string

/** The parts of a KeyboardEvent that matter. */
export interface Press {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** The first press of a two-press hotkey counts for this long. */
export const sequenceMs = 1200

/** A press in the notation above. Shift is left out for signs, since `?` already says it. */
export function nameOf(press: Press): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const modifiers = [
    (press.ctrlKey || press.metaKey) && 'Mod',
    press.altKey && 'Alt',
    press.shiftKey && key.length > 1 && 'Shift'
  ]
  return [...modifiers.filter(Boolean), key].join('+')
}

/** Memory between presses: the first half of a sequence, and when it was pressed. */
export interface Pending {
  name: string
  at: number
}

/**
 * Which of the hotkeys this press completes, and what to remember for the next one. Presses with Ctrl, Meta or Alt never
 * begin a sequence.
 */
export function matchPress(
  press: Press,
  hotkeys: readonly Hotkey[],
  pending: Pending | null,
  now: number
): { hit: Hotkey | null; pending: Pending | null } {
  const name = nameOf(press)
  if (pending && now - pending.at <= sequenceMs) {
    const sequence = `${pending.name} ${name}`
    if (hotkeys.includes(sequence)) return { hit: sequence, pending: null }
  }
  if (hotkeys.includes(name)) return { hit: name, pending: null }
  const begins = hotkeys.some((hotkey) => hotkey.startsWith(`${name} `))
  return { hit: null, pending: begins ? { name, at: now } : null }
}
