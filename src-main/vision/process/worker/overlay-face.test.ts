import { describe, expect, it } from 'vitest'
import type { FaceQuality } from '../../../../contracts/domain/face'
import { faceQualitySchema } from '../../../../contracts/domain/face'
import { overlayOf } from './overlay-face'
import type { Track } from './track'
import { beginTrack } from './track'
import type { Verdict } from './verdict'
import { undecided } from './verdict'

const box = { x1: 0, y1: 0, x2: 40, y2: 50, score: 0.9 }
const quality = (...reasons: FaceQuality['reasons']): FaceQuality =>
  faceQualitySchema.parse({ eyeDistancePx: 31, sharpness: 9, brightness: 99, yaw: 0, roll: 0, score: 0.4, reasons })
const of = (more: Partial<Track>) => overlayOf({ ...beginTrack('t', box, 0, 0), ...more }, box)
const verdict = (more: Partial<Verdict>): Verdict => ({ ...undecided, refusal: null, ...more })

describe('overlayOf', () => {
  it('says what a new face waits for', () => {
    expect(of({})).toMatchObject({
      status: 'checking',
      reason: { refusal: 'too_few_good_frames', quality: null },
      eyeDistancePx: null,
      goodFrames: 0
    })
    expect(of({ quality: quality('blurred', 'too_dark'), poorLooks: 1 })).toMatchObject({
      status: 'checking',
      reason: { refusal: 'too_few_good_frames', quality: 'blurred' },
      eyeDistancePx: 31
    })
  })

  it('calls a face poor that stays so, with what is wrong with it', () => {
    expect(of({ quality: quality('too_small'), poorLooks: 3 })).toMatchObject({
      status: 'poor',
      reason: { refusal: 'low_quality', quality: 'too_small' }
    })
  })

  it('says that liveness is missing, and how it stands', () => {
    const current = verdict({
      refusal: 'liveness_unknown',
      score: 0.8,
      liveness: { score: 0.66, isLive: null, frames: 3 }
    })
    expect(of({ current, goodFrames: 3 })).toMatchObject({
      status: 'checking',
      score: 0.8,
      reason: { refusal: 'liveness_unknown', quality: null },
      liveness: { score: 0.66, isLive: null },
      goodFrames: 3
    })
  })

  it('keeps the verdict while new evidence gathers', () => {
    const liveness = { score: 0.98, isLive: true, frames: 5 }
    const standing = verdict({ kind: 'recognized', personId: 'p', name: 'Ana', score: 0.9, liveness })
    expect(of({ standing, poorLooks: 4, quality: quality('turned_away') })).toMatchObject({
      status: 'recognized',
      name: 'Ana',
      reason: null,
      liveness: { score: 0.98, isLive: true }
    })
    expect(of({ standing: verdict({ kind: 'stranger', refusal: 'low_score', score: 0.3 }) })).toMatchObject({
      status: 'unknown',
      reason: { refusal: 'low_score', quality: null }
    })
    expect(of({ standing: verdict({ kind: 'spoof', refusal: 'spoof' }) })).toMatchObject({
      status: 'spoof',
      reason: { refusal: 'spoof' }
    })
  })
})
