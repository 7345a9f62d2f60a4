import { describe, expect, it } from 'vitest'
import { redact } from './redact'

describe('redact', () => {
  it.each([
    ['rtsp://admin:secret@10.0.0.8/h264: 401 Unauthorized', [], 'rtsp://***@10.0.0.8/h264: 401 Unauthorized'],
    ['rtsp://admin:p@ss:w@rd@cam/x failed', [], 'rtsp://***@cam/x failed'],
    ['rtsps://admin@cam/x', [], 'rtsps://***@cam/x'],
    ['rtsp://cam/stream not found', [], 'rtsp://cam/stream not found'],
    ['two: rtsp://a:b@c/1 and rtsp://d:e@f/2', [], 'two: rtsp://***@c/1 and rtsp://***@f/2'],
    ['tried hunter2 and h%23nter', ['hunter2', 'h#nter'], 'tried *** and ***'],
    ['tried it%27s%40home', ["it's@home"], 'tried ***'],
    ['a user named ab stays', ['ab'], 'a user named ab stays']
  ])('%s', (text, secrets, clean) => {
    expect(redact(text, secrets)).toBe(clean)
  })
})
