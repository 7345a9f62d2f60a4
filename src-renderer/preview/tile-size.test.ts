import { describe, expect, it } from 'vitest'
import { drawnWidth, isSmallTile, sparingOf } from './tile-size'

describe('drawnWidth', () => {
  it.each([
    [200, 1, 240],
    [320, 1, 320],
    [320, 2, 640],
    [1500, 1, 640],
    [0, 1, 0]
  ])('%i CSS pixels at %i', (tilePx, ratio, expected) => expect(drawnWidth(tilePx, ratio)).toBe(expected))
})

describe('sparingOf', () => {
  const watched = (count: number, small: (index: number) => boolean) =>
    Array.from({ length: count }, (_, index) => ({ cameraId: `c${index}`, small: small(index) }))

  it('spares nothing where few tiles are in sight', () => {
    expect(sparingOf(watched(4, () => true))).toEqual([])
  })

  it('spares the small ones of many, and never a large one', () => {
    expect(sparingOf(watched(6, (index) => index > 0))).toEqual(['c1', 'c2', 'c3', 'c4', 'c5'])
  })

  it('knows a small tile by its width, and nothing of one that was not measured', () => {
    expect([isSmallTile(340), isSmallTile(900), isSmallTile(0)]).toEqual([true, false, false])
  })
})
