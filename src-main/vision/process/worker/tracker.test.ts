import { describe, expect, it } from 'vitest'
import type { Followed } from './tracker'
import { assignBoxes, follow, isOver } from './tracker'

const box = (x: number, y: number, side = 40) => ({ x1: x, y1: y, x2: x + side, y2: y + side })
const track = (id: string, x: number, y: number, velocity = { x: 0, y: 0 }, seenAtMs = 0): Followed => ({
  id,
  box: box(x, y),
  velocity,
  seenAtMs
})

describe('assignBoxes', () => {
  it.each<[string, Followed[], ReturnType<typeof box>[], (number | null)[]]>([
    ['nothing', [], [], []],
    ['a first face', [], [box(0, 0)], [null]],
    ['a face that stands still', [track('a', 0, 0)], [box(2, 1)], [0]],
    [
      'two that stand apart, listed the other way round',
      [track('a', 0, 0), track('b', 200, 0)],
      [box(201, 0), box(1, 0)],
      [1, 0]
    ],
    ['a step without overlap', [track('a', 0, 0)], [box(28, 8)], [0]],
    ['somebody else far off', [track('a', 0, 0)], [box(120, 0)], [null]],
    ['a face of another size at the same place', [track('a', 0, 0)], [box(-60, -60, 160)], [null]],
    ['one that walks fast is expected ahead', [track('a', 0, 0, { x: 0.3, y: 0 })], [box(60, 0)], [0]],
    ['two boxes, one track: the nearer one has it', [track('a', 0, 0)], [box(20, 0), box(3, 0)], [null, 0]]
  ])('%s', (_name, tracks, boxes, expected) => {
    expect(assignBoxes(tracks, boxes, 200)).toEqual(expected)
  })

  it('keeps two people apart who pass each other', () => {
    const a = track('a', 0, 0)
    const b = track('b', 300, 30)
    for (let step = 1; step <= 20; step++) {
      const boxes = [box(step * 15, 0), box(300 - step * 15, 30)]
      const assigned = assignBoxes([a, b], boxes, step * 100)
      expect(assigned).toEqual([0, 1])
      follow(a, boxes[0]!, step * 100)
      follow(b, boxes[1]!, step * 100)
    }
  })
})

describe('isOver', () => {
  it.each([
    [900, 200, false],
    [1001, 200, true],
    [2500, 1000, false],
    [3001, 1000, true]
  ])('unseen for %i ms at one picture each %i ms: %s', (now, interval, expected) => {
    expect(isOver(track('a', 0, 0), now, interval)).toBe(expected)
  })
})
