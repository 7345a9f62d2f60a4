import { describe, expect, it } from 'vitest'
import type { Box } from '../../../../contracts/domain/face'
import type { Followed } from './tracker'
import { associate, contested, expectedBox, firstSeen, follow, isOver } from './tracker'

const box = (x: number, y: number, side = 40): Box => ({ x1: x, y1: y, x2: x + side, y2: y + side })

/** A track that came along the given boxes, one every 100 ms, the last at 0 ms. */
function track(id: string, ...path: Box[]): Followed {
  const begin = -100 * (path.length - 1)
  const made: Followed = { id, ...firstSeen(path[0]!, begin) }
  path.slice(1).forEach((next, index) => follow(made, next, begin + 100 * (index + 1)))
  return made
}
const still = (id: string, x: number, y: number) => track(id, ...Array.from({ length: 6 }, () => box(x, y)))
const walking = (id: string, x: number, y: number, step: number) =>
  track(id, ...Array.from({ length: 8 }, (_, i) => box(x - step * (7 - i), y)))
const sureOf = (tracks: Followed[], boxes: Box[], nowMs = 200) => associate(tracks, boxes, [], nowMs).sure

describe('associate', () => {
  it.each<[string, Followed[], Box[], (number | null)[]]>([
    ['nothing', [], [], []],
    ['a first face', [], [box(0, 0)], [null]],
    ['a face that stands still', [still('a', 0, 0)], [box(2, 1)], [0]],
    [
      'two that stand apart, listed the other way round',
      [still('a', 0, 0), still('b', 200, 0)],
      [box(201, 0), box(1, 0)],
      [1, 0]
    ],
    ['a step without overlap', [still('a', 0, 0)], [box(28, 8)], [0]],
    ['somebody else far off', [still('a', 0, 0)], [box(120, 0)], [null]],
    ['a face of another size at the same place', [still('a', 0, 0)], [box(-60, -60, 160)], [null]],
    ['one that walks fast is expected ahead', [walking('a', 0, 0, 30)], [box(60, 0)], [0]],
    ['two boxes, one track: the nearer one has it', [still('a', 0, 0)], [box(20, 0), box(3, 0)], [null, 0]],
    [
      'the best pairs in all, not the best pair first',
      [still('a', 0, 0), still('b', 24, 0)],
      [box(14, 0), box(-12, 0)],
      [1, 0]
    ]
  ])('%s', (_name, tracks, boxes, expected) => {
    expect(sureOf(tracks, boxes)).toEqual(expected)
  })

  it('keeps two people apart who pass each other', () => {
    const [a, b]: Followed[] = [
      { id: 'a', ...firstSeen(box(0, 0), 0) },
      { id: 'b', ...firstSeen(box(300, 30), 0) }
    ]
    for (let step = 1; step <= 20; step++) {
      const boxes = [box(step * 15, 0), box(300 - step * 15, 30)]
      expect(sureOf([a!, b!], boxes, step * 100)).toEqual([0, 1])
      follow(a!, boxes[0]!, step * 100)
      follow(b!, boxes[1]!, step * 100)
    }
  })

  it('lets a faint box continue a track in view, and neither begin one nor bring back a lost one', () => {
    const inView = still('a', 0, 0)
    const lost = { ...still('b', 200, 0), missed: 1 }
    const { sure, faint } = associate([inView, lost], [], [box(201, 0), box(3, 0), box(400, 0)], 200)
    expect(sure).toEqual([])
    expect([...faint]).toEqual([[0, 1]])
  })

  it('does not let faint boxes carry a track for ever', () => {
    const one = still('a', 0, 0)
    for (let now = 200; now <= 1000; now += 200) {
      expect(associate([one], [], [box(1, 0)], now).faint.size).toBe(1)
      follow(one, box(1, 0), now, false)
    }
    expect(associate([one], [], [box(1, 0)], 1200).faint.size).toBe(0)
  })

  it('gives a box to who is in view before it gives it to who was lost there', () => {
    const lost = { ...still('a', 0, 0), missed: 2 }
    expect(sureOf([lost, still('b', 8, 0)], [box(1, 0)])).toEqual([1])
    expect(sureOf([lost], [box(1, 0)])).toEqual([0])
    expect(sureOf([lost], [box(1, 0)], 1100)).toEqual([null])
  })
})

describe('the motion of a track', () => {
  it('foresees a steady walk and settles on one who has stopped', () => {
    const one = walking('a', 0, 0, 10)
    expect(expectedBox(one, 300).x1).toBeCloseTo(30, -1)
    for (let step = 1; step <= 8; step++) follow(one, box(0, 0), step * 100)
    expect(Math.abs(expectedBox(one, 1000).x1)).toBeLessThan(4)
  })

  it('does not run away with somebody who is unseen', () => {
    const one = walking('a', 0, 0, 10)
    expect(expectedBox(one, 5000).x1).toBeLessThan(70)
  })
})

describe('contested', () => {
  it('names those who come close to another, and no others', () => {
    const tracks = [still('a', 0, 0), still('b', 30, 0), still('c', 75, 0), still('d', 300, 0)]
    expect([...contested(tracks, 100)].map(({ id }) => id)).toEqual(['a', 'b'])
    const meeting = [walking('a', 0, 0, 15), walking('b', 90, 0, -15)]
    expect(contested(meeting, 0).size).toBe(0)
    expect(contested(meeting, 200).size).toBe(2)
  })
})

describe('isOver', () => {
  it.each([
    [1900, 200, false],
    [2001, 200, true],
    [2500, 1000, false],
    [3001, 1000, true]
  ])('unseen for %i ms at one picture each %i ms: %s', (now, interval, expected) => {
    expect(isOver(still('a', 0, 0), now, interval)).toBe(expected)
  })
})
