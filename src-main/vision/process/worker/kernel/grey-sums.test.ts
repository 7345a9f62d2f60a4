import { describe, expect, it } from 'vitest'
import type { Part } from '../grey-face'
import { exposureOf, greySide, laplacianVariance } from '../grey-face'
import { CropKernel } from './crop-kernel'

/** Every remainder of four, the smallest parts that are taken, and whole rows up to the last one. */
const parts: Part[] = [
  { fromX: 0, toX: greySide, fromY: 0, toY: greySide },
  { fromX: 26, toX: 86, fromY: 28, toY: 104 },
  { fromX: 36, toX: 77, fromY: 82, toY: 102 },
  { fromX: 28, toX: 50, fromY: 44, toY: 58 },
  { fromX: 5, toX: 12, fromY: 3, toY: 7 },
  { fromX: 106, toX: 112, fromY: 109, toY: 112 }
]

/** Grey levels from a seed, the limits of dark and bright among them. */
function noise(seed: number): number[] {
  let state = seed
  return Array.from({ length: greySide * greySide }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const level = (state / 2 ** 32) * 255
    return level < 20 ? 16 : level > 240 ? 245 : level
  })
}

function faces(levels: readonly number[]) {
  const kernel = new CropKernel()
  const grey = kernel.allocate(greySide * greySide)
  grey.set(levels)
  return { fast: { grey, sums: kernel.greySums }, plain: { grey: Float32Array.from(levels) } }
}

describe('GreySums', () => {
  it.each([1, 2, 3])('agrees with JavaScript on noise %i, whatever the part', (seed) => {
    const { fast, plain } = faces(noise(seed))
    for (const part of parts) {
      expect(fast.sums.laplacian(fast.grey, part)).not.toBeNull()
      expect(laplacianVariance(fast, part) / laplacianVariance(plain, part)).toBeCloseTo(1, 5)
      const [one, other] = [exposureOf(fast, part), exposureOf(plain, part)]
      expect([one.darkShare, one.brightShare]).toEqual([other.darkShare, other.brightShare])
      expect(one.mean / other.mean).toBeCloseTo(1, 5)
      expect(one.contrast / other.contrast).toBeCloseTo(1, 4)
    }
  })

  it('agrees on slopes and on a flat picture', () => {
    for (const level of [(i: number) => (i % greySide) * 2, (i: number) => Math.floor(i / greySide), () => 90]) {
      const { fast, plain } = faces(Array.from({ length: greySide * greySide }, (_, i) => level(i)))
      for (const part of parts) {
        expect(laplacianVariance(fast, part)).toBeCloseTo(laplacianVariance(plain, part), 5)
        expect(exposureOf(fast, part).mean).toBeCloseTo(exposureOf(plain, part).mean, 3)
        expect(exposureOf(fast, part).contrast).toBeCloseTo(exposureOf(plain, part).contrast, 1)
      }
    }
  })

  it('leaves to JavaScript what lies elsewhere or is too narrow', () => {
    const { fast, plain } = faces(noise(4))
    const whole = parts[0]!
    expect(fast.sums.levels(plain.grey, whole)).toBeNull()
    expect(fast.sums.levels(fast.grey.subarray(1), whole)).toBeNull()
    expect(fast.sums.levels(fast.grey, { ...whole, toX: 3 })).toBeNull()
    expect(fast.sums.laplacian(fast.grey, { ...whole, toY: 2 })).toBeNull()
    expect(laplacianVariance(fast, { ...whole, toY: 2 })).toBe(0)
  })
})
