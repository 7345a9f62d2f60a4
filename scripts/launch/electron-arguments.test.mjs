import { expect, test } from 'vitest'
import { electronArguments } from './electron-arguments.mjs'
import { hasDisplay } from './virtual-display.mjs'

test('options reach the app as they are, behind the folder', () => {
  const typed = ['--demo', '--exit-after-deliveries', '3']
  const host = { platform: /** @type {const} */ ('linux'), uid: 1000, hasDisplay: true }
  expect(electronArguments(typed, host)).toEqual({ args: ['.', ...typed], needsDisplay: false })
})

test('root on Linux runs without the sandbox, headless without GPU and display', () => {
  const host = { platform: /** @type {const} */ ('linux'), uid: 0, hasDisplay: false }
  expect(electronArguments(['--headless'], host)).toEqual({
    args: ['--no-sandbox', '--headless', '--disable-gpu', '--log-level=3', '.', '--headless'],
    needsDisplay: false
  })
})

test('a window without a display needs a virtual one', () => {
  const host = { platform: /** @type {const} */ ('linux'), uid: 1000, hasDisplay: false }
  expect(electronArguments([], host)).toEqual({ args: ['--log-level=3', '.'], needsDisplay: true })
})

test('a Linux without X11 and Wayland has no display, other systems always have one', () => {
  expect(hasDisplay({}, 'linux')).toBe(false)
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDisplay({}, 'darwin')).toBe(true)
})
