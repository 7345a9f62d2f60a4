import { describe, expect, it } from 'vitest'
import { zoneSchema } from '../../../../contracts/domain/camera-options'
import type { ZoneAction, ZoneEditing } from './zone-reducer'
import { beginEditing, editZones } from './zone-reducer'
import type { Shapes } from './zone-shapes'

const empty: Shapes = { regionOfInterest: null, ignoreZones: [] }
const corner = (x: number, y: number) => ({ x, y })
const square = [corner(0.2, 0.2), corner(0.6, 0.2), corner(0.6, 0.6), corner(0.2, 0.6)]
const run = (state: ZoneEditing, ...actions: ZoneAction[]) => actions.reduce(editZones, state)
const set = (x: number, y: number): ZoneAction => ({ type: 'set', at: corner(x, y) })
const withSquare = beginEditing({ ...empty, ignoreZones: [square] })

describe('drawing', () => {
  it('makes a zone of the corners that were set, and chooses it', () => {
    const drawn = run(
      beginEditing(empty),
      { type: 'begin', kind: 'ignore' },
      ...[set(0.1, 0.1), set(0.5, 0.1), set(0.5, 0.5)],
      { type: 'close' }
    )
    expect(drawn.shapes.ignoreZones).toEqual([[corner(0.1, 0.1), corner(0.5, 0.1), corner(0.5, 0.5)]])
    expect(drawn.chosen).toEqual({ zone: 0, corner: null })
    expect(drawn.drawing).toBeNull()
    expect(zoneSchema.safeParse(drawn.shapes.ignoreZones[0]).success).toBe(true)
  })

  it('is closed by its first corner, and a double click sets one corner', () => {
    const three = run(
      beginEditing(empty),
      { type: 'begin', kind: 'region' },
      ...[set(0.1, 0.1), set(0.5, 0.1), set(0.5, 0.5), set(0.5, 0.501)]
    )
    expect(three.drawing?.corners).toHaveLength(3)
    expect(editZones(three, set(0.101, 0.099)).shapes.regionOfInterest).toHaveLength(3)
  })

  it('is done by keys alone: the cross moves and sets', () => {
    const by = (x: number, y: number): ZoneAction => ({ type: 'aimBy', by: corner(x, y) })
    const drawn = run(
      beginEditing(empty),
      { type: 'begin', kind: 'region' },
      ...[{ type: 'set' } as const, by(0.05, 0), { type: 'set' } as const, by(0, 0.7), { type: 'set' } as const],
      { type: 'close' }
    )
    expect(drawn.shapes.regionOfInterest).toEqual([corner(0.5, 0.5), corner(0.55, 0.5), corner(0.55, 1)])
  })

  it('is not closed with two corners, takes corners back, and is left without a trace', () => {
    const two = run(beginEditing(empty), { type: 'begin', kind: 'ignore' }, set(0.1, 0.1), set(0.5, 0.1))
    expect(editZones(two, { type: 'close' })).toBe(two)
    expect(editZones(two, { type: 'undo' }).drawing?.corners).toHaveLength(1)
    expect(editZones(two, { type: 'leave' })).toMatchObject({ drawing: null, shapes: empty })
  })

  it('takes no more than 16 ignore zones and 32 corners', () => {
    const full = beginEditing({ ...empty, ignoreZones: Array.from({ length: 16 }, () => square) })
    expect(editZones(full, { type: 'begin', kind: 'ignore' })).toBe(full)
    const corners = Array.from({ length: 40 }, (_one, index) => set(index / 40, 0.5))
    const many = run(beginEditing(empty), { type: 'begin', kind: 'region' }, ...corners)
    expect(many.drawing?.corners).toHaveLength(32)
  })
})

describe('changing', () => {
  it('drags a corner, within the picture, as one step to undo', () => {
    const dragged = run(
      withSquare,
      { type: 'choose', chosen: { zone: 0, corner: 2 } },
      { type: 'grab' },
      { type: 'drag', to: corner(0.7, 0.8) },
      { type: 'drag', to: corner(1.4, 0.9) }
    )
    expect(dragged.shapes.ignoreZones[0]?.[2]).toEqual(corner(1, 0.9))
    expect(editZones(dragged, { type: 'undo' }).shapes).toEqual(withSquare.shapes)
  })

  it('moves the whole zone as far as the picture goes', () => {
    const moved = run(
      withSquare,
      { type: 'choose', chosen: { zone: 0, corner: null } },
      { type: 'nudge', by: corner(-0.5, 0.05) }
    )
    expect(moved.shapes.ignoreZones[0]?.[0]).toEqual(corner(0, 0.25))
    expect(moved.shapes.ignoreZones[0]?.[2]).toEqual(corner(0.4, 0.65))
  })

  it('adds a corner in the middle of an edge, the last edge too', () => {
    const split = editZones(withSquare, { type: 'split', zone: 0, corner: 3 })
    expect(split.shapes.ignoreZones[0]?.[4]).toEqual(corner(0.2, 0.4))
    expect(split.chosen).toEqual({ zone: 0, corner: 4 })
  })

  it('deletes a corner, and the zone with one of its last three', () => {
    const chosen = editZones(withSquare, { type: 'choose', chosen: { zone: 0, corner: 3 } })
    const three = editZones(chosen, { type: 'delete' })
    expect(three.shapes.ignoreZones[0]).toHaveLength(3)
    expect(three.chosen).toEqual({ zone: 0, corner: 2 })
    const none = editZones(three, { type: 'delete' })
    expect(none.shapes.ignoreZones).toEqual([])
    expect(run(none, { type: 'undo' }, { type: 'undo' }).shapes).toEqual(withSquare.shapes)
  })

  it('keeps the choice where undoing leaves it', () => {
    const at = (corner: number): ZoneAction => ({ type: 'choose', chosen: { zone: 0, corner } })
    const split = run(withSquare, at(3), { type: 'split', zone: 0, corner: 3 })
    expect(split.chosen).toEqual({ zone: 0, corner: 4 })
    expect(editZones(split, { type: 'undo' }).chosen).toEqual({ zone: 0, corner: 3 })
    const drawn = run(
      beginEditing(empty),
      { type: 'begin', kind: 'ignore' },
      set(0.1, 0.1),
      set(0.5, 0.1),
      set(0.5, 0.5)
    )
    expect(run(drawn, { type: 'close' }, { type: 'undo' }).chosen).toBeNull()
  })

  it('removes the zone that is named', () => {
    const both = beginEditing({ regionOfInterest: square, ignoreZones: [square] })
    expect(editZones(both, { type: 'remove', zone: 'region' }).shapes).toEqual(withSquare.shapes)
    expect(editZones(both, { type: 'remove', zone: 7 })).toBe(both)
  })
})
