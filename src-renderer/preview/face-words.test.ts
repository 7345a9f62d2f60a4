import { describe, expect, it } from 'vitest'
import type { OverlayFace } from '../../contracts/domain/face'
import { qualityReasonSchema, refusalSchema } from '../../contracts/domain/face'
import cameras from '../i18n/en/cameras.json'
import { faceFigures, faceLine } from './face-words'

const face = (more: Partial<OverlayFace>): OverlayFace => ({
  trackId: 'a',
  box: { x1: 0, y1: 0, x2: 10, y2: 10 },
  status: 'checking',
  personId: null,
  name: null,
  score: null,
  reason: { refusal: 'too_few_good_frames', quality: null },
  liveness: { score: null, isLive: null },
  eyeDistancePx: 63.6,
  goodFrames: 0,
  ...more
})

describe('faceLine', () => {
  it.each<[string, Partial<OverlayFace>, string | undefined]>([
    [
      'a named face, proven live',
      { status: 'recognized', reason: null, liveness: { score: 0.981, isLive: true } },
      'live'
    ],
    ['a named face where nobody asks for liveness', { status: 'recognized', reason: null }, undefined],
    ['one that was just found', {}, 'waiting'],
    ['one that was seen clearly', { goodFrames: 2 }, 'clear'],
    ['one that is blurred', { reason: { refusal: 'too_few_good_frames', quality: 'blurred' } }, 'blurred'],
    [
      'one that stays too small',
      { status: 'poor', reason: { refusal: 'low_quality', quality: 'too_small' } },
      'too_small'
    ],
    ['one not yet proven live', { reason: { refusal: 'liveness_unknown', quality: null } }, 'liveness_unknown'],
    ['a stranger', { status: 'unknown', score: 0.31, reason: { refusal: 'low_score', quality: null } }, 'low_score'],
    ['a stranger like nobody', { status: 'unknown', reason: { refusal: 'low_score', quality: null } }, 'no_match'],
    ['two people alike', { status: 'unknown', reason: { refusal: 'low_margin', quality: null } }, 'low_margin']
  ])('%s', (_name, given, expected) => {
    expect(faceLine(face(given))?.key).toBe(expected)
  })

  it('has words for every reason there is', () => {
    for (const refusal of refusalSchema.options) {
      for (const quality of [null, ...qualityReasonSchema.options]) {
        const line = faceLine(face({ reason: { refusal, quality } }))
        const key = line?.key === 'clear' ? 'clear_other' : line?.key
        expect(key && cameras.face.why[key]).toBeTruthy()
      }
    }
  })

  it('writes figures as people read them', () => {
    expect(
      faceLine(face({ status: 'recognized', reason: null, liveness: { score: 0.981, isLive: true } }))
    ).toMatchObject({
      values: { live: '0.98' }
    })
  })
})

describe('faceFigures', () => {
  const keys = (given: Partial<OverlayFace>) => faceFigures(face(given)).map(({ key }) => key)

  it('leaves out what is not known', () => {
    expect(faceFigures(face({}))).toEqual([
      { key: 'eyes', value: '64' },
      { key: 'clear', value: '0' }
    ])
    expect(keys({ eyeDistancePx: null })).toEqual(['clear'])
  })

  it('leaves out what is said beside the name', () => {
    const known = { score: -0.031, liveness: { score: 0.9, isLive: true }, goodFrames: 9 }
    expect(keys({ ...known, status: 'recognized', reason: null })).toEqual(['eyes', 'clear'])
    expect(keys({ ...known, status: 'unknown', reason: { refusal: 'low_score', quality: null } })).toEqual([
      'live',
      'eyes',
      'clear'
    ])
    expect(keys(known)).toEqual(['match', 'live', 'eyes'])
  })

  it('writes a true minus', () => {
    expect(faceFigures(face({ score: -0.031 }))[0]).toEqual({ key: 'match', value: '−0.03' })
  })
})
