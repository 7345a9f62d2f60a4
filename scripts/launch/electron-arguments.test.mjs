import { expect, test } from 'vitest'
import { electronArguments } from './electron-arguments.mjs'
import { hasDisplay } from './virtual-display.mjs'

test('options reach the app as they are, behind the folder', () => {
  const typed = ['--demo', '--exit-after-deliveries', '3']
  expect(electronArguments(typed, { platform: 'linux', uid: 1000 })).toEqual({ args: ['.', ...typed], headless: false })
})

test('root on Linux runs without the sandbox, headless without the GPU', () => {
  expect(electronArguments(['--headless'], { platform: 'linux', uid: 0 })).toEqual({
    args: ['--no-sandbox', '--headless', '--disable-gpu', '.', '--headless'],
    headless: true
  })
  expect(electronArguments([], { platform: 'win32', uid: undefined }).args).toEqual(['.'])
})

test('a Linux without X11 and Wayland has no display, other systems always have one', () => {
  expect(hasDisplay({}, 'linux')).toBe(false)
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDisplay({}, 'darwin')).toBe(true)
})
