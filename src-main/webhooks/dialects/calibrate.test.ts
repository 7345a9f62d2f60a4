import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelPackSchema } from '../../../contracts/domain/model-pack'
import { calibrated, cosineOf, matchScaleOf, scaleOfShippedPack } from './calibrate'

const file = join(import.meta.dirname, '../../../models/manifest.json')
const { levels } = modelPackSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
const cosine = fc.double({ min: -1, max: 1, noNaN: true })
const scale = fc
  .tuple(fc.double({ min: 0.1, max: 0.7, noNaN: true }), fc.double({ min: 0.02, max: 0.3, noNaN: true }))
  .map(([low, width]) => ({ low, high: low + width }))

describe('calibrated', () => {
  it('goes through the two points of the pack that Muster ships', () => {
    expect(matchScaleOf(levels, 0)).toEqual(scaleOfShippedPack)
    expect(calibrated(scaleOfShippedPack.low, null)).toBe(0.6)
    expect(calibrated(scaleOfShippedPack.high, null)).toBe(0.9)
  })

  it('is of 0–1 and never falls, for any pack', () => {
    fc.assert(
      fc.property(cosine, cosine, scale, (one, other, of) => {
        const [low, high] = [calibrated(Math.min(one, other), of), calibrated(Math.max(one, other), of)]
        return low >= 0 && high <= 1 && low <= high
      })
    )
  })

  it('keeps the verdict: a score that reaches its threshold still does', () => {
    fc.assert(
      fc.property(
        cosine,
        cosine,
        (score, threshold) => score < threshold || calibrated(score, null) >= calibrated(threshold, null)
      )
    )
    expect(calibrated(0.3999, null)).toBeLessThan(calibrated(0.4, null))
  })

  it('is undone by cosineOf', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), scale, (share, of) => {
        return Math.abs(calibrated(cosineOf(share, of), of) - share) < 1e-5 || Math.abs(cosineOf(share, of)) === 1
      })
    )
    expect(cosineOf(0, null)).toBeGreaterThanOrEqual(-1)
    expect(cosineOf(1, null)).toBeLessThanOrEqual(1)
  })

  it('leaves null alone, and takes a pack that measured nothing by its threshold', () => {
    expect(calibrated(null, null)).toBeNull()
    expect(matchScaleOf(null, 0.3)).toEqual({ low: 0.3, high: 0.3 + (0.47 - 0.354) })
    expect(matchScaleOf({ high: 0.5, medium: 0.45, low: 0.4 }, 0.3)).toEqual({ low: 0.4, high: 0.5 })
    expect(calibrated(0.4, { low: 0.4, high: 0.4 })).toBe(calibrated(0.4, null))
  })
})
