import { describe, expect, it } from 'vitest'
import { createViewStore, readStored } from './view-state'

const memory = () => {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value)
  }
}

describe('view state', () => {
  it('is remembered by the next window', () => {
    const storage = memory()
    const first = createViewStore(storage)
    first.getState().toggleRail()
    first.getState().setTheme('dark')
    const second = createViewStore(storage).getState()
    expect([second.railCollapsed, second.theme, second.feedOpen]).toEqual([true, 'dark', true])
  })

  it('falls back to its defaults on anything unreadable', () => {
    expect(readStored('{')).toEqual(readStored(null))
    expect(readStored('{"tiles":"7","wallTiles":"9"}')).toMatchObject({ tiles: 'auto', wallTiles: '9' })
    expect(readStored('{"theme":"pink","railCollapsed":1}').theme).toBe('system')
    expect(readStored(null).feedOpen).toBe(true)
  })

  it('leaves alone what another window changed meanwhile', () => {
    const storage = memory()
    const [first, wall] = [createViewStore(storage), createViewStore(storage)]
    first.getState().toggleRail()
    wall.getState().setWallTiles('4')
    expect(createViewStore(storage).getState()).toMatchObject({ railCollapsed: true, wallTiles: '4' })
  })
})
