import { describe, expect, it } from 'vitest'
import { SentFrames } from '../e2e/fakes/rtsp/sent-frames'
import { markLatency } from './mark-latency'

/** 10 fps, rounds of 30 frames of which the first 10 are empty; frame n was sent at 1000 + 100 n. */
const sent = new SentFrames(0, '/cam', 'tcp', 10, 30)
for (let frame = 0; frame < 60; frame++) sent.record(1000 + frame * 100)

// ffmpeg's 4400 ms is frame 45, the sixteenth of the second round; the face came with frame 40.
const mark = {
  markId: 'mrk_1',
  framePtsMs: 4400,
  capturedAt: 5560,
  decidedAt: 5670,
  committedAt: 5700,
  livenessScore: null
}

describe('markLatency', () => {
  it('counts from the stamp of the deciding frame and from the first frame of its round with the face', () => {
    expect(markLatency(mark, sent, 10, 5750)).toEqual({
      captureToMarkMs: 200,
      captureToDeliveredMs: 250,
      captureToVerdictMs: 170,
      verdictToMarkMs: 30,
      captureTimeErrorMs: 60,
      appearanceToMarkMs: 700
    })
  })

  it('says that no delivery came', () => {
    expect(markLatency(mark, sent, 10, undefined)?.captureToDeliveredMs).toBeNull()
  })

  it('refuses a frame that was not sent or that was sent after the commit', () => {
    expect(markLatency({ ...mark, framePtsMs: 99_000 }, sent, 10, undefined)).toBeNull()
    expect(markLatency({ ...mark, committedAt: 1000 }, sent, 10, undefined)).toBeNull()
  })
})
