import { describe, expect, it } from 'vitest'
import type { Point } from './affine'
import { exposureOf, greyFace, greySide, laplacianVariance } from './grey-face'
import { occlusionOf } from './occlusion'
import { estimatePose } from './pose-estimate'

const arcFace: Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041]
]
const gradient = (side: number, slope: number) =>
  Float32Array.from({ length: side * side }, (_, i) => (i % side) * slope)

describe('the grey face', () => {
  it('is what the recogniser gets where the template is the usual one', () => {
    const aligned = { grey: gradient(112, 1), side: 112, template: arcFace }
    expect(greyFace(aligned)).toBe(aligned)
  })

  it('is the same face for a recogniser with a larger crop', () => {
    const template = arcFace.map(([x, y]): Point => [x * 1.5 + 6, y * 1.5 - 20])
    const { grey } = greyFace({ grey: gradient(180, 1), side: 180, template })
    expect(grey).toHaveLength(greySide * greySide)
    expect(grey[50 * greySide + 40]).toBeCloseTo(40 * 1.5 + 6, 2)
    expect(grey[90 * greySide + 80]).toBeCloseTo(80 * 1.5 + 6, 2)
  })

  it('has no sharpness in a slope, and some in a chequered part', () => {
    const grey = gradient(112, 1)
    expect(laplacianVariance({ grey })).toBeCloseTo(0, 3)
    for (let y = 20; y < 40; y++) for (let x = 20; x < 40; x++) grey[y * greySide + x]! += (x + y) % 2 ? 10 : -10
    expect(laplacianVariance({ grey }, { fromX: 20, toX: 40, fromY: 20, toY: 40 })).toBeGreaterThan(5000)
    expect(laplacianVariance({ grey }, { fromX: 60, toX: 90, fromY: 60, toY: 90 })).toBeCloseTo(0, 3)
  })

  it('counts what is black and white', () => {
    const grey = Float32Array.from({ length: greySide * greySide }, (_, i) => [0, 100, 200, 255][i % 4]!)
    const exposure = exposureOf({ grey }, { fromX: 0, toX: 112, fromY: 0, toY: 112 })
    expect(exposure).toMatchObject({ darkShare: 0.25, brightShare: 0.25, mean: 138.75 })
    expect(exposure.contrast).toBeCloseTo(97.49, 1)
  })

  it('hints at no cover on a flat picture', () => {
    expect(occlusionOf({ grey: new Float32Array(greySide * greySide).fill(90) })).toBe(0)
  })
})

describe('the pose of five points', () => {
  it('is zero for a face that looks at the camera', () => {
    const { yaw, pitch, roll } = estimatePose([
      [0, 0],
      [40, 0],
      [20, 17.6],
      [4, 40],
      [36, 40]
    ])
    expect([yaw, pitch, roll].map((angle) => Math.round(angle))).toEqual([0, 0, 0])
  })

  it('follows the nose to the side and up, whichever way the head is tipped', () => {
    const level = estimatePose([
      [0, 0],
      [40, 0],
      [28, 10],
      [4, 40],
      [36, 40]
    ])
    expect(level.yaw).toBeCloseTo(18.4, 1)
    expect(level.pitch).toBeCloseTo(11, 0)
    // The same, turned by a quarter.
    const tipped = estimatePose([
      [0, 0],
      [0, 40],
      [-10, 28],
      [-40, 4],
      [-40, 36]
    ])
    expect([tipped.yaw, tipped.pitch]).toEqual([expect.closeTo(level.yaw, 5), expect.closeTo(level.pitch, 5)])
    expect(tipped.roll).toBe(90)
  })
})
