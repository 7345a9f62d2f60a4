import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Zone } from '../../../../contracts/domain/camera-options'
import { isInZone, isLookedAt } from './zones'

const zone = (...corners: [number, number][]): Zone => corners.map(([x, y]) => ({ x, y }))
const square = zone([0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8])
/** A U that is open at the top. */
const hollow = zone([0.1, 0.1], [0.3, 0.1], [0.3, 0.7], [0.7, 0.7], [0.7, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9])
/** Two triangles that touch in the middle, drawn in one line that crosses itself there. */
const hourglass = zone([0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9])
const pentagram = zone([0.5, 0.05], [0.76, 0.86], [0.07, 0.36], [0.93, 0.36], [0.24, 0.86])
/** Two squares that touch at one corner. */
const touching = zone([0, 0], [0.5, 0], [0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1], [0.5, 0.5], [0, 0.5])
const flat = zone([0.1, 0.5], [0.9, 0.5], [0.5, 0.5])

describe('isInZone', () => {
  it.each<[string, Zone, [number, number], boolean]>([
    ['the middle', square, [0.5, 0.5], true],
    ['outside', square, [0.81, 0.5], false],
    ['an upper edge', square, [0.5, 0.2], true],
    ['a lower edge', square, [0.5, 0.8], true],
    ['a left edge', square, [0.2, 0.5], true],
    ['a right edge', square, [0.8, 0.5], true],
    ['a corner', square, [0.8, 0.8], true],
    ['in line with an edge, beyond it', square, [0.9, 0.2], false],
    ['at the height of a corner, outside', zone([0.5, 0.2], [0.8, 0.5], [0.5, 0.8], [0.2, 0.5]), [0.1, 0.5], false],
    ['at the height of a corner, inside', zone([0.5, 0.2], [0.8, 0.5], [0.5, 0.8], [0.2, 0.5]), [0.4, 0.5], true],
    ['an arm of a hollow outline', hollow, [0.2, 0.3], true],
    ['the hollow itself', hollow, [0.5, 0.3], false],
    ['below the hollow', hollow, [0.5, 0.8], true],
    ['the one half of an hourglass', hourglass, [0.5, 0.2], true],
    ['the other half, wound the other way', hourglass, [0.5, 0.8], true],
    ['where it crosses itself', hourglass, [0.5, 0.5], true],
    ['beside its waist', hourglass, [0.2, 0.5], false],
    ['what a star winds around twice', pentagram, [0.5, 0.5], true],
    ['between two points of a star', pentagram, [0.3, 0.2], false],
    ['where squares touch', touching, [0.5, 0.5], true],
    ['in one of them', touching, [0.75, 0.75], true],
    ['beside both', touching, [0.75, 0.25], false],
    ['on an outline without inside', flat, [0.5, 0.5], true],
    ['beside such a one', flat, [0.5, 0.51], false],
    ['beside an outline that is one point', zone([0.5, 0.5], [0.5, 0.5], [0.5, 0.5]), [0.6, 0.5], false]
  ])('%s', (_name, corners, [x, y], inside) => {
    expect(isInZone({ x, y }, corners)).toBe(inside)
  })

  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const point = fc.record({ x: share, y: share })
  const anyZone = fc.array(point, { minLength: 3, maxLength: 12 })

  it('holds every mixture of a triangle’s corners', () => {
    const weight = fc.double({ min: 0.01, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(point, point, point), fc.tuple(weight, weight, weight), (corners, weights) => {
        const sum = weights[0] + weights[1] + weights[2]
        const mix = (side: 'x' | 'y') => corners.reduce((at, corner, i) => at + corner[side] * (weights[i]! / sum), 0)
        return isInZone({ x: mix('x'), y: mix('y') }, corners)
      })
    )
  })

  it('holds its corners and the middles of its edges, and nothing beyond its extent', () => {
    fc.assert(
      fc.property(anyZone, point, (corners, at) => {
        const middles = corners.map((a, i) => {
          const b = corners[(i + 1) % corners.length]!
          return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
        })
        const beyond = Math.max(...corners.map(({ x }) => x)) + 0.001
        return (
          [...corners, ...middles].every((one) => isInZone(one, corners)) && !isInZone({ ...at, x: beyond }, corners)
        )
      })
    )
  })

  it('is the same wherever it begins and either way round', () => {
    fc.assert(
      fc.property(anyZone, point, fc.nat(), (corners, at, turn) => {
        const by = turn % corners.length
        const turned = [...corners.slice(by), ...corners.slice(0, by)]
        const inside = isInZone(at, corners)
        return isInZone(at, turned) === inside && isInZone(at, [...corners].reverse()) === inside
      })
    )
  })

  it('divides a square that a line cuts in two: each point is in one part, or on the line in both', () => {
    fc.assert(
      fc.property(share, share, point, (above, below, at) => {
        const left = zone([0, 0], [above, 0], [below, 1], [0, 1])
        const right = zone([above, 0], [1, 0], [1, 1], [below, 1])
        const line = Math.abs((below - above) * at.y - (at.x - above))
        const parts = Number(isInZone(at, left)) + Number(isInZone(at, right))
        return line > 1e-6 ? parts === 1 : parts >= 1
      })
    )
  })
})

describe('isLookedAt', () => {
  const picture = { width: 640, height: 360 }
  const around = (x: number, y: number) => ({ x1: x * 640 - 30, x2: x * 640 + 30, y1: y * 360 - 40, y2: y * 360 + 40 })
  const everywhere = { regionOfInterest: null, ignoreZones: [] }

  it.each([
    ['everywhere', everywhere, [0.1, 0.1], true],
    ['in the region', { ...everywhere, regionOfInterest: square }, [0.5, 0.5], true],
    ['outside the region', { ...everywhere, regionOfInterest: square }, [0.1, 0.5], false],
    ['in a zone that is ignored', { ...everywhere, ignoreZones: [touching, square] }, [0.3, 0.7], false],
    ['beside it', { ...everywhere, ignoreZones: [square] }, [0.9, 0.9], true],
    ['in both', { regionOfInterest: square, ignoreZones: [touching] }, [0.3, 0.3], false],
    ['in the region and beside the zone', { regionOfInterest: square, ignoreZones: [touching] }, [0.3, 0.7], true]
  ] as const)('%s', (_name, zones, [x, y], looked) => {
    expect(isLookedAt(around(x, y), picture, zones)).toBe(looked)
  })

  it('takes a face that the border cuts for one at the border', () => {
    const whole = zone([0, 0], [1, 0], [1, 1], [0, 1])
    const cut = { x1: -50, x2: 30, y1: 300, y2: 420 }
    expect(isLookedAt(cut, picture, { ...everywhere, regionOfInterest: whole })).toBe(true)
    expect(isLookedAt(cut, picture, { ...everywhere, ignoreZones: [whole] })).toBe(false)
  })
})
