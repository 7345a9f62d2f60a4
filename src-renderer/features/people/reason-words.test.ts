import { describe, expect, it } from 'vitest'
import type { Decision, Refusal } from '../../../contracts/domain/attendance'
import { decisionSchema, refusalSchema } from '../../../contracts/domain/attendance'
import { faceQualitySchema, qualityReasonSchema } from '../../../contracts/domain/face'
import words from '../../i18n/en/people.json'
import { firstReason, missReason, refusedReason } from './reason-words'

const miss = (decision: Decision, refusal: Refusal | null = null, liveness: number | null = 0.9) => ({
  decision,
  refusal,
  score: 0.41,
  secondScore: 0.385,
  threshold: 0.45,
  liveness: { score: liveness, isLive: null, frames: 3 }
})

describe('missReason', () => {
  it.each<[Decision, Refusal | null, number | null, string]>([
    ['cooldown', null, 0.9, 'cooldown'],
    ['spoof', 'spoof', 0.1, 'spoof'],
    ['liveness_required', 'liveness_unknown', null, 'livenessUnknown'],
    ['liveness_required', null, 0.5, 'livenessLow'],
    ['no_consent', null, 0.9, 'noConsent'],
    ['suspended', null, 0.9, 'suspended'],
    ['not_valid', null, 0.9, 'notValid'],
    ['stranger', 'low_score', 0.9, 'lowScore'],
    ['stranger', 'low_margin', 0.9, 'lowMargin'],
    ['stranger', 'too_few_good_frames', 0.9, 'tooFewFrames'],
    ['stranger', null, 0.9, 'stranger']
  ])('%s with %s and liveness %s is %s', (decision, refusal, liveness, key) => {
    expect(missReason(miss(decision, refusal, liveness)).key).toBe(key)
  })

  it('gives the figures that the words speak of', () => {
    expect(missReason(miss('stranger', 'low_margin', null)).values).toEqual({
      score: '0.41',
      threshold: '0.45',
      lead: '0.02',
      liveness: '–'
    })
  })

  it('has words for every decision and every refusal', () => {
    for (const decision of decisionSchema.options) {
      for (const refusal of [null, ...refusalSchema.options]) {
        expect(words.miss).toHaveProperty(missReason(miss(decision, refusal)).key)
      }
    }
  })
})

describe('refusedReason', () => {
  it('keeps the reasons it knows and has words for all of them', () => {
    for (const reason of [...qualityReasonSchema.options, 'expired', 'another_person'] as const) {
      expect(refusedReason(reason)).toBe(reason)
      expect(words.refused).toHaveProperty(reason)
    }
  })
  it('calls a reason of a newer main other', () => expect(refusedReason('wears_a_mask')).toBe('other'))
})

describe('firstReason', () => {
  const figures = { eyeDistancePx: 20, sharpness: 9, brightness: 90, yaw: 0, roll: 0, score: 0.1, reasons: [] }
  const quality = faceQualitySchema.parse(figures)
  it('is the first one', () => {
    expect(firstReason({ accepted: false, quality: { ...quality, reasons: ['too_small', 'blurred'] } })).toBe(
      'too_small'
    )
  })
  it('is null for an accepted face', () => {
    expect(firstReason({ accepted: true, quality: { ...quality, reasons: [] } })).toBeNull()
  })
})
