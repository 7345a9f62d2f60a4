import { z } from 'zod'

/** Where a window stood when it was last open: its place while it fills nothing, in the system's own points. */
export const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
  fullScreen: z.boolean().default(false)
})
export type WindowState = z.infer<typeof windowStateSchema>

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** A screen: its number, and what of it windows may cover. */
export interface Screen {
  id: number
  workArea: Area
}

/** Place and size of a window; without x and y the system chooses the place. */
export interface WindowPlace {
  x?: number
  y?: number
  width: number
  height: number
}

/** The stored place, or only its size where the screen it was on is gone. */
export function placeFor(state: WindowState | null, screens: readonly Screen[], size: WindowPlace): WindowPlace {
  if (state === null) return size
  const { x, y, width, height } = state
  const visible = screens.some(({ workArea: area }) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
    const down = Math.min(y + height, area.y + area.height) - Math.max(y, area.y)
    return across > 100 && down > 100
  })
  return visible ? { x, y, width, height } : { width, height }
}

/**
 * Where the live wall opens: as it was left, where that screen is still there; else over the whole of a screen that the
 * main window (`mainScreen`) is not on; else as a window among others.
 */
export function wallPlace(
  state: WindowState | null,
  screens: readonly Screen[],
  mainScreen: number | null
): { place: WindowPlace; fullScreen: boolean; maximized: boolean } {
  const size = { width: 1280, height: 720 }
  const stored = state && placeFor(state, screens, size)
  if (state && stored?.x !== undefined) {
    return { place: stored, fullScreen: state.fullScreen, maximized: state.maximized }
  }
  const other = screens.find(({ id }) => id !== mainScreen)
  if (mainScreen !== null && other) return { place: other.workArea, fullScreen: true, maximized: false }
  return { place: stored ?? size, fullScreen: false, maximized: false }
}
