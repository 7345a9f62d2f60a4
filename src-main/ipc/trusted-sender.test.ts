import { describe, expect, it } from 'vitest'
import { isTrustedSender } from './trusted-sender'

describe('isTrustedSender', () => {
  it.each([
    ['our page', { url: 'muster://app/index.html#/live', parent: null }, true],
    ['a frame inside our page', { url: 'muster://app/index.html', parent: {} }, false],
    ['another host of our scheme', { url: 'muster://application/index.html', parent: null }, false],
    ['a web page', { url: 'https://example.org/', parent: null }, false],
    ['a page that only begins alike', { url: 'muster://app.example.org/', parent: null }, false],
    ['a file', { url: 'file:///tmp/index.html', parent: null }, false],
    ['a frame that is gone', null, false]
  ])('%s', (_name, frame, expected) => {
    expect(isTrustedSender(frame, 'muster://app')).toBe(expected)
  })
})
