import type { Zone } from '../../../../contracts/domain/camera-options'
import type { Point, Shapes, ZoneRef } from './zone-shapes'
import { fewestCorners, mostCorners, mostIgnoreZones, onPicture, shifted, withZone, zoneAt } from './zone-shapes'

/** A zone that is being drawn: its corners so far, and the cross where the next one would be set. */
export interface Drawing {
  kind: 'region' | 'ignore'
  corners: Zone
  cross: Point
}

/** What arrow keys and Delete are about: one corner of a zone, or all of it (`corner` null). */
export interface Chosen {
  zone: ZoneRef
  corner: number | null
}

export interface ZoneEditing {
  shapes: Shapes
  drawing: Drawing | null
  chosen: Chosen | null
  /** Earlier shapes, the latest last. */
  past: readonly Shapes[]
}

export type ZoneAction =
  | { type: 'begin'; kind: Drawing['kind'] }
  /** The cross, to a place or by a step. */
  | { type: 'aim'; at: Point }
  | { type: 'aimBy'; by: Point }
  /** Sets a corner; at the cross when no place is given. */
  | { type: 'set'; at?: Point }
  /** Takes back the corner that was set last. */
  | { type: 'unset' }
  | { type: 'close' }
  /** Leaves drawing, or the choice. */
  | { type: 'leave' }
  | { type: 'choose'; chosen: Chosen | null }
  /** Before corners are dragged: one undo takes all of the drag back. */
  | { type: 'grab' }
  | { type: 'drag'; to: Point }
  | { type: 'nudge'; by: Point }
  /** A new corner in the middle of the edge that begins at `corner`. */
  | { type: 'split'; zone: ZoneRef; corner: number }
  /** The chosen corner; the whole zone when it is chosen, or would be left with two. */
  | { type: 'delete' }
  | { type: 'remove'; zone: ZoneRef }
  | { type: 'undo' }
  /** Other shapes from outside, such as the same ones in a turned picture. */
  | { type: 'replace'; shapes: Shapes }

const remembered = 50

export const beginEditing = (shapes: Shapes): ZoneEditing => ({ shapes, drawing: null, chosen: null, past: [] })

const remember = (state: ZoneEditing) => [...state.past.slice(1 - remembered), state.shapes]

const same = (a: Point, b: Point) => Math.abs(a.x - b.x) < 0.004 && Math.abs(a.y - b.y) < 0.004

/** Editing of a camera's zones; every change but a drag's own steps can be undone. */
export function editZones(state: ZoneEditing, action: ZoneAction): ZoneEditing {
  switch (action.type) {
    case 'begin':
      if (action.kind === 'ignore' && state.shapes.ignoreZones.length >= mostIgnoreZones) return state
      return { ...state, chosen: null, drawing: { kind: action.kind, corners: [], cross: { x: 0.5, y: 0.5 } } }
    case 'leave':
      return { ...state, drawing: null, chosen: null }
    case 'choose':
      return { ...state, drawing: null, chosen: action.chosen }
    case 'grab':
      return { ...state, past: remember(state) }
    case 'remove':
      return removeZone(state, action.zone)
    case 'replace':
      return { ...beginEditing(action.shapes) }
    case 'undo':
      return undo(state)
    case 'aim':
    case 'aimBy':
    case 'set':
    case 'unset':
    case 'close':
      return state.drawing ? draw(state, state.drawing, action) : state
    default:
      return change(state, action)
  }
}

function draw(
  state: ZoneEditing,
  drawing: Drawing,
  action: Extract<ZoneAction, { type: 'aim' | 'aimBy' | 'set' | 'unset' | 'close' }>
): ZoneEditing {
  const { corners, cross } = drawing
  const drawn = (part: Partial<Drawing>): ZoneEditing => ({ ...state, drawing: { ...drawing, ...part } })
  switch (action.type) {
    case 'aim':
      return drawn({ cross: onPicture(action.at) })
    case 'aimBy':
      return drawn({ cross: onPicture({ x: cross.x + action.by.x, y: cross.y + action.by.y }) })
    case 'unset':
      return drawn({ corners: corners.slice(0, -1) })
    case 'set': {
      const at = onPicture(action.at ?? cross)
      const [first] = corners
      if (first && corners.length >= fewestCorners && same(first, at)) return close(state, drawing)
      // The second click of a double click lands where the first did.
      if (corners.some((corner) => same(corner, at)) || corners.length >= mostCorners) return state
      return drawn({ corners: [...corners, at], cross: at })
    }
    case 'close':
      return close(state, drawing)
  }
}

function close(state: ZoneEditing, { kind, corners }: Drawing): ZoneEditing {
  if (corners.length < fewestCorners) return state
  const { shapes } = state
  const next =
    kind === 'region'
      ? { ...shapes, regionOfInterest: corners }
      : { ...shapes, ignoreZones: [...shapes.ignoreZones, corners] }
  const zone = kind === 'region' ? 'region' : shapes.ignoreZones.length
  return { shapes: next, drawing: null, chosen: { zone, corner: null }, past: remember(state) }
}

function change(
  state: ZoneEditing,
  action: Extract<ZoneAction, { type: 'drag' | 'nudge' | 'split' | 'delete' }>
): ZoneEditing {
  if (action.type === 'split') {
    const zone = zoneAt(state.shapes, action.zone)
    const [a, b] = [zone?.[action.corner], zone?.[(action.corner + 1) % (zone.length || 1)]]
    if (!zone || !a || !b || zone.length >= mostCorners) return state
    const at = onPicture({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
    const shapes = withZone(state.shapes, action.zone, zone.toSpliced(action.corner + 1, 0, at))
    const chosen = { zone: action.zone, corner: action.corner + 1 }
    return { ...state, shapes, chosen, past: remember(state) }
  }
  const { chosen } = state
  const zone = chosen && zoneAt(state.shapes, chosen.zone)
  if (!chosen || !zone) return state
  const { corner } = chosen
  const put = (next: Zone) => withZone(state.shapes, chosen.zone, next)
  switch (action.type) {
    case 'drag':
      return corner === null ? state : { ...state, shapes: put(zone.with(corner, onPicture(action.to))) }
    case 'nudge': {
      const at = corner === null ? null : zone[corner]
      const { x, y } = action.by
      const next =
        at && corner !== null ? zone.with(corner, onPicture({ x: at.x + x, y: at.y + y })) : shifted(zone, action.by)
      return { ...state, shapes: put(next), past: remember(state) }
    }
    case 'delete': {
      if (corner === null || zone.length <= fewestCorners) return removeZone(state, chosen.zone)
      const next = zone.toSpliced(corner, 1)
      const left = { zone: chosen.zone, corner: Math.min(corner, next.length - 1) }
      return { ...state, shapes: put(next), chosen: left, past: remember(state) }
    }
  }
}

const removeZone = (state: ZoneEditing, zone: ZoneRef): ZoneEditing =>
  zoneAt(state.shapes, zone)
    ? { shapes: withZone(state.shapes, zone, null), drawing: null, chosen: null, past: remember(state) }
    : state

function undo(state: ZoneEditing): ZoneEditing {
  const { drawing, past } = state
  // While drawing, undo is about the drawing.
  if (drawing && drawing.corners.length > 0) return draw(state, drawing, { type: 'unset' })
  const before = past.at(-1)
  if (!before) return { ...state, drawing: null }
  return { shapes: before, drawing: null, chosen: stillThere(state.chosen, before), past: past.slice(0, -1) }
}

/** The choice as far as it is among these shapes, so that keys go on where they were. */
function stillThere(chosen: Chosen | null, shapes: Shapes): Chosen | null {
  const zone = chosen && zoneAt(shapes, chosen.zone)
  if (!chosen || !zone) return null
  const { corner } = chosen
  return { zone: chosen.zone, corner: corner === null ? null : Math.min(corner, zone.length - 1) }
}
