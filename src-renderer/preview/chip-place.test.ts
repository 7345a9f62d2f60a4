import { describe, expect, it } from 'vitest'
import { chipPlace } from './chip-place'

describe('chipPlace', () => {
  it('lies over the middle of a box in the middle', () => {
    const place = chipPlace({ x1: 40, y1: 40, x2: 60, y2: 70 }, 100, 100)
    expect(place).toEqual({
      left: '50.0%',
      top: 'max(40.00%, var(--chip-room))',
      transform: 'translate(-50.0%, calc(-100% - 6px))'
    })
  })

  it('keeps to the edge at which the face is', () => {
    expect(chipPlace({ x1: -20, y1: 40, x2: 10, y2: 70 }, 100, 100)).toMatchObject({ left: '0.0%' })
    const right = chipPlace({ x1: 95, y1: 40, x2: 120, y2: 70 }, 100, 100)
    expect(right.left).toBe('100.0%')
    expect(right.transform).toMatch(/^translate\(-100\.0%/)
  })

  it('goes under a box at the top and into one that fills the picture', () => {
    expect(chipPlace({ x1: 40, y1: 2, x2: 60, y2: 30 }, 100, 100)).toMatchObject({
      top: 'min(30.00%, calc(100% - var(--chip-room)))'
    })
    const full = chipPlace({ x1: 0, y1: -5, x2: 100, y2: 110 }, 100, 100)
    expect(full).toMatchObject({ top: '100.00%', transform: 'translate(-50.0%, calc(-100% - 8px))' })
  })
})
