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
    expect(readStored('{')).toEqual({ railCollapsed: false, theme: 'system', feedOpen: true })
    expect(readStored('{"theme":"pink","railCollapsed":1}').theme).toBe('system')
    expect(readStored(null).feedOpen).toBe(true)
  })
})
