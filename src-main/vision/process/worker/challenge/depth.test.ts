import { describe, expect, it } from 'vitest'
import type { Point } from '../affine'
import { depthFromMotion, depthScore } from './depth'
import { fitHomography, carry } from './homography'
import { headPoints } from './observations.fixture'

const box = { x1: 0, y1: 0, x2: 80, y2: 100 }
const jitter = (points: Point[], amount: number, seed: number): Point[] =>
  points.map(([x, y], i) => [
    x + amount * Math.sin(seed * 7.1 + i * 12.9898),
    y + amount * Math.sin(seed * 3.7 + i * 78.233)
  ])
const turning = (depth: number, noise: number, reach = 25) =>
  Array.from({ length: 20 }, (_, i) => ({
    box,
    points: jitter(headPoints(reach * Math.sin(i / 3), depth), noise, i)
  }))

/** The same face on a plane that is tilted before a pinhole camera. */
const tilted = (noise: number, reach = 40) =>
  Array.from({ length: 20 }, (_, i) => {
    const angle = (reach * Math.sin(i / 3) * Math.PI) / 180
    const points = headPoints(0).map(([x, y]): Point => {
      const depth = 1 + ((x - 40) / 400) * Math.sin(angle)
      return [40 + ((x - 40) * Math.cos(angle)) / depth, 50 + (y - 50) / depth]
    })
    return { box, points: jitter(points, noise, i) }
  })

describe('depthFromMotion', () => {
  it('sees the depth of a head that turns', () => {
    const seen = depthFromMotion(turning(1, 0.3))
    expect(seen.answer).toBe('deep')
    expect(depthScore(seen)).toBeGreaterThan(0.6)
  })

  it('sees that a tilted picture has none', () => {
    const seen = depthFromMotion(tilted(0.3))
    expect(seen.answer).toBe('flat')
    expect(depthScore(seen)).toBeLessThan(0.4)
  })

  it.each([
    ['a head that holds still', turning(1, 0.3, 1)],
    ['a picture that is held still', tilted(0.3, 2)],
    ['one look', turning(1, 0.3).slice(0, 1)],
    ['nothing', []]
  ])('says nothing of %s', (_, poses) => {
    const seen = depthFromMotion(poses)
    expect(seen.answer).toBe('inconclusive')
    expect(depthScore(seen)).toBeNull()
  })

  it('does not take strong jitter for depth', () => {
    expect(depthFromMotion(tilted(2, 5)).answer).not.toBe('deep')
  })
})

describe('fitHomography', () => {
  const square: Point[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0.5, 0.3]
  ]

  it('finds the one that carried the points', () => {
    const truth = [1.2, 0.1, 5, -0.2, 0.9, 3, 0.05, 0.02, 1] as const
    const fitted = fitHomography(
      square,
      square.map((point) => carry(truth, point))
    )
    fitted!.forEach((value, i) => expect(value).toBeCloseTo(truth[i]!, 6))
  })

  it('leaves out what weighs nothing', () => {
    const spoilt: Point[] = [...square.slice(0, 4), [9, 9]]
    const fitted = fitHomography(square, spoilt, [1, 1, 1, 1, 0])!
    expect(carry(fitted, [0.5, 0.3])[0]).toBeCloseTo(0.5, 6)
  })

  it('answers null for points that fix no plane', () => {
    expect(fitHomography(square.slice(0, 3), square.slice(0, 3))).toBeNull()
    const line: Point[] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0]
    ]
    expect(fitHomography(line, line)).toBeNull()
    const one: Point[] = [
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1]
    ]
    expect(fitHomography(one, one)).toBeNull()
  })
})
