import { expect, it } from 'vitest'
import { streamInWords } from './stream-words'

it('says of a stream what is known', () => {
  const known = { width: 1280, height: 720, fps: 29.97, codec: 'h264', bitrateKbps: 1843 }
  expect(streamInWords(known)).toBe('1280 × 720 · 30 fps · H.264 · 1.8 Mbit/s')
  expect(streamInWords({ ...known, fps: 12.5, bitrateKbps: 512.4 })).toBe('1280 × 720 · 12.5 fps · H.264 · 512 kbit/s')
  expect(streamInWords({ width: null, height: null, fps: null, codec: 'prores' })).toBe('prores')
})
