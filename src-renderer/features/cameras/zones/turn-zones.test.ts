import { describe, expect, it } from 'vitest'
import type { View } from './turn-zones'
import { turnZones, viewChange } from './turn-zones'
import type { Shapes } from './zone-shapes'

/** Near the top left corner, so that each turn is told from every other. */
const shapes: Shapes = {
  regionOfInterest: null,
  ignoreZones: [
    [
      { x: 0.1, y: 0.2 },
      { x: 0.3, y: 0.2 },
      { x: 0.1, y: 0.6 }
    ]
  ]
}
const plain: View = { rotation: 0, mirror: false }
const first = (to: View) => turnZones(shapes, plain, to).ignoreZones[0]?.[0]

describe('turnZones', () => {
  it.each<[string, View, { x: number; y: number }]>([
    ['a quarter turn takes the top left to the top right', { rotation: 90, mirror: false }, { x: 0.8, y: 0.1 }],
    ['half a turn', { rotation: 180, mirror: false }, { x: 0.9, y: 0.8 }],
    ['three quarters', { rotation: 270, mirror: false }, { x: 0.2, y: 0.9 }],
    ['a mirror', { rotation: 0, mirror: true }, { x: 0.9, y: 0.2 }],
    ['a turn, then a mirror', { rotation: 90, mirror: true }, { x: 0.2, y: 0.1 }]
  ])('%s', (_name, to, expected) => {
    expect(first(to)).toEqual(expected)
  })

  const views = ([0, 90, 180, 270] as const).flatMap((rotation) => [
    { rotation, mirror: false },
    { rotation, mirror: true }
  ])

  it('comes back from every view to every other and agrees with the way through the plain one', () => {
    for (const from of views) {
      const there = turnZones(shapes, plain, from)
      for (const to of views) expect(turnZones(there, from, to)).toEqual(turnZones(shapes, plain, to))
    }
  })

  it('says what to do with the picture itself', () => {
    expect(viewChange({ rotation: 90, mirror: false }, { rotation: 90, mirror: false })).toEqual(plain)
    expect(viewChange({ rotation: 0, mirror: true }, { rotation: 90, mirror: true })).toEqual({
      rotation: 270,
      mirror: false
    })
  })
})
