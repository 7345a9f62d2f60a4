import { describe, expect, it } from 'vitest'
import { matchPress, nameOf, sequenceMs, type Press } from './hotkeys'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more
})

describe('nameOf', () => {
  it('writes modifiers in one order and Ctrl and Meta alike', () => {
    expect(nameOf(press('k', { ctrlKey: true }))).toBe('Mod+k')
    expect(nameOf(press('K', { metaKey: true, altKey: true }))).toBe('Mod+Alt+k')
  })

  it('leaves Shift out where the sign already holds it', () => {
    expect(nameOf(press('?', { shiftKey: true }))).toBe('?')
    expect(nameOf(press('Tab', { shiftKey: true }))).toBe('Shift+Tab')
  })
})

describe('matchPress', () => {
  const hotkeys = ['/', 'g l', 'g a', 'Mod+k', 'Alt+1']

  it('hits a single press at once', () => {
    expect(matchPress(press('/'), hotkeys, null, 0)).toEqual({ hit: '/', pending: null })
    expect(matchPress(press('1', { altKey: true }), hotkeys, null, 0).hit).toBe('Alt+1')
  })

  it('hits a sequence within its time and not after', () => {
    const first = matchPress(press('g'), hotkeys, null, 100)
    expect(first).toEqual({ hit: null, pending: { name: 'g', at: 100 } })
    expect(matchPress(press('a'), hotkeys, first.pending, 100 + sequenceMs).hit).toBe('g a')
    expect(matchPress(press('a'), hotkeys, first.pending, 101 + sequenceMs).hit).toBeNull()
  })

  it('forgets a sequence that went astray', () => {
    const first = matchPress(press('g'), hotkeys, null, 0)
    expect(matchPress(press('x'), hotkeys, first.pending, 10)).toEqual({ hit: null, pending: null })
  })

  it('takes a single hotkey in the middle of a sequence', () => {
    const first = matchPress(press('g'), hotkeys, null, 0)
    expect(matchPress(press('/'), hotkeys, first.pending, 10).hit).toBe('/')
  })
})
