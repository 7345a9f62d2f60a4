import { describe, expect, it } from 'vitest'
import type { ScoredBox } from './boxes'
import { grownInside, iou, overlapOfSmaller, squareOf, suppress } from './boxes'

const box = (x1: number, y1: number, x2: number, y2: number, score = 1): ScoredBox => ({ x1, y1, x2, y2, score })

describe('overlaps', () => {
  it.each([
    ['the same', box(0, 0, 10, 10), box(0, 0, 10, 10), 1, 1],
    ['half shifted', box(0, 0, 10, 10), box(5, 0, 15, 10), 1 / 3, 0.5],
    ['nested', box(0, 0, 10, 10), box(2, 2, 7, 7), 0.25, 1],
    ['touching', box(0, 0, 10, 10), box(10, 0, 20, 10), 0, 0],
    ['apart', box(0, 0, 1, 1), box(5, 5, 6, 6), 0, 0]
  ])('%s', (_name, a, b, union, smaller) => {
    expect(iou(a, b)).toBeCloseTo(union)
    expect(overlapOfSmaller(a, b)).toBeCloseTo(smaller)
  })
})

describe('suppress', () => {
  it('keeps the best of a heap and everything that stands apart, best first', () => {
    const kept = suppress(
      [box(0, 0, 10, 10, 0.7), box(1, 1, 11, 11, 0.9), box(50, 50, 60, 60, 0.8), box(49, 50, 59, 60, 0.6)],
      0.4
    )
    expect(kept.map((one) => one.score)).toEqual([0.9, 0.8])
  })
  it('answers nothing for nothing', () => expect(suppress([], 0.4)).toEqual([]))
})

describe('squareOf', () => {
  it('takes the height as its side and keeps the centre', () => {
    expect(squareOf(box(10, 10, 20, 30))).toEqual({ x1: 5, y1: 10, x2: 25, y2: 30 })
    expect(squareOf(box(10, 10, 20, 30), 2)).toEqual({ x1: -5, y1: 0, x2: 35, y2: 40 })
  })
})

describe('grownInside', () => {
  it('grows about the centre where there is room', () => {
    expect(grownInside(box(100, 100, 120, 120), 2, 400, 400)).toEqual({ x1: 90, y1: 90, x2: 130, y2: 130 })
  })
  it('moves inside at a border instead of shrinking', () => {
    expect(grownInside(box(0, 0, 20, 20), 2, 400, 400)).toEqual({ x1: 0, y1: 0, x2: 40, y2: 40 })
  })
  it('grows no further than the picture', () => {
    const grown = grownInside(box(20, 20, 80, 80), 2.7, 101, 101)
    expect(grown).toEqual({ x1: 0, y1: 0, x2: 100, y2: 100 })
  })
})
