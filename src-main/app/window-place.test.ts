import { describe, expect, it } from 'vitest'
import { placeFor, wallPlace, windowStateSchema } from './window-place'

const left = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }
const right = { id: 2, workArea: { x: 1920, y: 0, width: 2560, height: 1400 } }
const size = { width: 1280, height: 800 }
const state = (x: number, more: object = {}) =>
  windowStateSchema.parse({ x, y: 40, width: 1000, height: 700, maximized: false, ...more })

describe('placeFor', () => {
  it('opens at the first time where the system likes, later where it was', () => {
    expect(placeFor(null, [left], size)).toEqual(size)
    expect(placeFor(state(200), [left], size)).toEqual({ x: 200, y: 40, width: 1000, height: 700 })
  })

  it('keeps only the size when its screen is gone', () => {
    expect(placeFor(state(2500), [left], size)).toEqual({ width: 1000, height: 700 })
    expect(placeFor(state(2500), [left, right], size)).toMatchObject({ x: 2500 })
  })
})

describe('wallPlace', () => {
  it('takes the screen that the main window is not on, whole', () => {
    expect(wallPlace(null, [left, right], 1)).toEqual({ place: right.workArea, fullScreen: true, maximized: false })
    expect(wallPlace(null, [left, right], 2)).toMatchObject({ place: left.workArea, fullScreen: true })
  })

  it('is a window where there is one screen only', () => {
    expect(wallPlace(null, [left], 1)).toMatchObject({ place: { width: 1280, height: 720 }, fullScreen: false })
  })

  it('comes back as it was left, unless its screen is gone', () => {
    const kept = state(2500, { fullScreen: true })
    expect(wallPlace(kept, [left, right], 1)).toMatchObject({ place: { x: 2500, width: 1000 }, fullScreen: true })
    expect(wallPlace(kept, [left], 1)).toEqual({
      place: { width: 1000, height: 700 },
      fullScreen: false,
      maximized: false
    })
  })
})
