import { describe, expect, it } from 'vitest'
import { gridLayout } from './grid-layout'

describe('gridLayout', () => {
  it('gives one camera all the room, bounded by its shape', () => {
    expect(gridLayout(1, 1600, 1000, 8)).toEqual({ columns: 1, tileWidth: 1600 })
    expect(gridLayout(1, 1600, 450, 8)).toEqual({ columns: 1, tileWidth: 800 })
  })

  it('puts four cameras two by two', () => {
    expect(gridLayout(4, 1288, 728, 8)).toEqual({ columns: 2, tileWidth: 640 })
  })

  it('chooses by size: two cameras side by side in a wide room, one under the other in a tall one', () => {
    expect(gridLayout(2, 1600, 500, 8).columns).toBe(2)
    expect(gridLayout(2, 800, 1000, 8).columns).toBe(1)
  })

  it('scrolls rather than draw tiles that cannot be read', () => {
    const layout = gridLayout(64, 1000, 700, 8)
    expect(layout.tileWidth).toBeGreaterThanOrEqual(260)
    expect(layout.columns * layout.tileWidth + (layout.columns - 1) * 8).toBeLessThanOrEqual(1000)
  })

  it('bears an element that has no size yet', () => {
    expect(gridLayout(3, 0, 0, 8)).toEqual({ columns: 1, tileWidth: 0 })
  })
})
