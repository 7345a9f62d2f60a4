import { describe, expect, it } from 'vitest'
import { livePage, tileBeside } from './live-pages'

const cameras = Array.from({ length: 20 }, (_one, index) => index + 1)

describe('livePage', () => {
  it('shows all there are, up to sixteen', () => {
    expect(livePage(cameras.slice(0, 5), 'auto', 1)).toMatchObject({ page: 1, pages: 1, places: 5 })
    const second = livePage(cameras, 'auto', 2)
    expect(second).toEqual({ shown: [17, 18, 19, 20], page: 2, pages: 2, places: 16 })
  })

  it('shows as many as were asked for, on pages', () => {
    expect(livePage(cameras, '9', 3)).toEqual({ shown: [19, 20], page: 3, pages: 3, places: 9 })
    expect(livePage(cameras, '1', 7).shown).toEqual([7])
  })

  it('leaves no places empty that no camera could fill', () => {
    expect(livePage(cameras.slice(0, 3), '9', 1).places).toBe(3)
  })

  it('bears pages that are not there, and no cameras', () => {
    expect(livePage(cameras, '4', 99).page).toBe(5)
    expect(livePage(cameras, '4', Number.NaN).page).toBe(1)
    expect(livePage([], 'auto', 1)).toEqual({ shown: [], page: 1, pages: 1, places: 1 })
  })
})

describe('tileBeside', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowDown', 1, 4],
    ['ArrowUp', 4, 1],
    ['ArrowLeft', 0, null],
    ['ArrowDown', 4, null],
    ['a', 2, null]
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(tileBeside(key, from, 3, 5)).toBe(to)
  })
})
