import { describe, expect, it } from 'vitest'
import { faceQualitySchema } from '../../contracts/domain/face'
import { makeId } from '../../contracts/domain/ids'
import type { StillFace } from '../vision/vision-client'
import type { IdentifyRules } from './judge-still'
import { comparedFace, judgeFace, judgeLiveness, livenessFailure } from './judge-still'

const quality = faceQualitySchema.parse({
  ...{ eyeDistancePx: 60, sharpness: 90, brightness: 120, yaw: 0, roll: 0, score: 0.8, reasons: [] }
})
const person = (digit: string, score: number) => ({
  personId: makeId('person', digit.repeat(26)),
  name: digit,
  score
})
const face = (over: Partial<StillFace>): StillFace =>
  ({ box: { x1: 0, y1: 0, x2: 9, y2: 9 }, quality, top: [], match: null, liveness: null, ...over }) as StillFace
const rules: IdentifyRules = {
  ...{ threshold: 0.45, margin: 0.05, livenessThreshold: 0.7, askLiveness: false, refusePoor: true, topK: 2 },
  ...{ levels: { high: 0.47, medium: 0.417, low: 0.354 }, verifyThreshold: 0.36 }
}

describe('judgeFace', () => {
  it.each([
    ['clear of the next', [person('1', 0.6), person('2', 0.2)], true, []],
    ['alone', [person('1', 0.46)], true, []],
    ['below the threshold', [person('1', 0.44)], false, ['score_below_threshold']],
    ['with a twin', [person('1', 0.6), person('2', 0.56)], false, ['tie']],
    ['nobody enrolled', [], false, ['gallery_empty']]
  ])('%s', (_name, top, named, failureReasons) => {
    const judged = judgeFace(face({ top }), rules)
    expect(judged).toMatchObject({ personId: named ? top[0]?.personId : null, failureReasons })
  })

  it('gives each candidate its level, no more than asked for', () => {
    const top = [person('1', 0.9), person('2', 0.36), person('3', 0.1)]
    expect(judgeFace(face({ top }), rules).candidates.map(({ matchLevel }) => matchLevel)).toEqual(['high', 'low'])
  })

  it('names no poor face unless told that reporting it is enough', () => {
    const poor = face({ top: [person('1', 0.9)], quality: { ...quality, reasons: ['blurred'] } })
    expect(judgeFace(poor, rules)).toMatchObject({ personId: null, failureReasons: ['quality_too_low'] })
    expect(judgeFace(poor, { ...rules, refusePoor: false }).personId).not.toBeNull()
  })

  it('names nobody who does not look alive, where that was asked', () => {
    const printed = face({ top: [person('1', 0.9)], liveness: 0.2 })
    expect(judgeFace(printed, { ...rules, askLiveness: true })).toMatchObject({
      ...{ personId: null, failureReasons: ['liveness_failed'] }
    })
    expect(judgeFace(printed, rules)).toMatchObject({ failureReasons: [], liveness: null })
  })
})

describe('judgeLiveness', () => {
  const small = { ...quality, reasons: ['too_small' as const] }
  it.each([
    ['clearly live', { liveness: 0.95, quality }, true, 'medium', null],
    ['just live', { liveness: 0.71, quality }, true, 'low', null],
    ['just not', { liveness: 0.69, quality }, false, 'low', 'below_threshold'],
    ['clearly not', { liveness: 0.1, quality }, false, 'medium', 'below_threshold'],
    ['too small', { liveness: 0.99, quality: small }, null, 'low', 'face_too_small'],
    ['without a model', { liveness: null, quality }, null, 'low', 'not_supported']
  ])('%s', (_name, given, isLive, confidence, reason) => {
    expect(judgeLiveness(given, true, 0.7)).toMatchObject({ isLive, confidence, reason, threshold: 0.7 })
  })

  it('is silent when nobody asked', () => {
    expect(judgeLiveness({ liveness: 0.1, quality }, false, 0.7)).toBeNull()
    expect(livenessFailure(null)).toBeNull()
    expect(livenessFailure(judgeLiveness({ liveness: null, quality }, true, 0.7))).toBe('liveness_unknown')
  })
})

it('tells of the largest face and how many there were', () => {
  expect(comparedFace([])).toBeNull()
  expect(comparedFace([face({}), face({})])).toMatchObject({ faces: 2, quality: { score: 0.8 } })
})
