import { describe, expect, it } from 'vitest'
import type { Affine, Point } from './affine'
import { scaleOf, similarity, stretch } from './affine'

const apply = ([a, b, c, d, e, f]: Affine, [x, y]: Point): Point => [a * x + b * y + c, d * x + e * y + f]
const template: Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041]
]

describe('similarity', () => {
  it.each([
    ['identity', 1, 0, 0, 0],
    ['shift', 1, 0, 30, -12],
    ['half size', 0.5, 0, 5, 5],
    ['turned by 30° and doubled', 2, Math.PI / 6, 100, 40],
    ['upside down', 1.3, Math.PI, 400, 300]
  ])('recovers %s exactly', (_name, scale, angle, dx, dy) => {
    const truth: Affine = [
      scale * Math.cos(angle),
      -scale * Math.sin(angle),
      dx,
      scale * Math.sin(angle),
      scale * Math.cos(angle),
      dy
    ]
    const found = similarity(
      template,
      template.map((point) => apply(truth, point))
    )
    found.forEach((value, index) => expect(value).toBeCloseTo(truth[index] ?? NaN, 6))
    expect(scaleOf(found)).toBeCloseTo(scale, 6)
  })

  it('is the least-squares answer: no small change of it comes nearer to noisy points', () => {
    const noisy = template.map(([x, y], i): Point => [
      x * 1.5 + 10 + [1, -2, 0, 2, -1][i]!,
      y * 1.5 - 4 + [0, 1, -1, 2, -2][i]!
    ])
    const error = (map: Affine) =>
      template.reduce((sum, point, i) => sum + Math.hypot(...subtract(apply(map, point), noisy[i]!)) ** 2, 0)
    const found = similarity(template, noisy)
    for (const step of [0.01, -0.01]) {
      const [a, b, c, d, e, f] = found
      expect(error(found)).toBeLessThan(error([a + step, b, c, d, e + step, f]))
      expect(error(found)).toBeLessThan(error([a, b - step, c, d + step, e, f]))
      expect(error(found)).toBeLessThan(error([a, b, c + step, d, e, f]))
    }
  })

  it('refuses points that coincide', () => {
    expect(() =>
      similarity(
        template,
        template.map((): Point => [3, 3])
      )
    ).toThrow(RangeError)
  })
})

describe('stretch', () => {
  it('puts the first pixel centre half a source pixel inside the box', () => {
    expect(apply(stretch({ x1: 10, y1: 20, x2: 30, y2: 60 }, 10, 10), [0, 0])).toEqual([10.5, 21.5])
    expect(apply(stretch({ x1: 0, y1: 0, x2: 4, y2: 4 }, 4, 4), [3, 2])).toEqual([3, 2])
  })
})

const subtract = (a: Point, b: Point): [number, number] => [a[0] - b[0], a[1] - b[1]]
