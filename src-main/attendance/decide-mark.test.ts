import { describe, expect, it } from 'vitest'
import type { MarkQuestion } from './decide-mark'
import { decideMark } from './decide-mark'

const noon = Date.UTC(2026, 0, 15, 12)
const minutes = (count: number) => count * 60_000
const live = { score: 0.9, isLive: true, frames: 7 }

const question = (change: Partial<MarkQuestion>): MarkQuestion => ({
  sighting: { verdict: 'recognized', personId: 'per_a', capturedAt: noon, liveness: live },
  camera: { direction: 'in', livenessRequired: true },
  person: { hasConsent: true },
  before: null,
  after: null,
  policy: { cooldownSeconds: 300, alternateWithinHours: 16 },
  ...change
})

const seen = (change: Partial<MarkQuestion['sighting']>) => ({ sighting: { ...question({}).sighting, ...change } })
const markedAt = (ms: number, direction: 'in' | 'out' = 'in') => ({ capturedAt: ms, direction })

describe('decideMark', () => {
  it.each<[string, Partial<MarkQuestion>, ReturnType<typeof decideMark>]>([
    ['a first arrival', {}, { decision: 'marked', direction: 'in' }],
    [
      'a leaving at an exit',
      { camera: { direction: 'out', livenessRequired: true } },
      { decision: 'marked', direction: 'out' }
    ],
    ['a spoof', seen({ verdict: 'spoof' }), { decision: 'spoof', direction: null }],
    ['a stranger', seen({ verdict: 'stranger', personId: null }), { decision: 'stranger', direction: null }],
    ['a camera removed meanwhile', { camera: null }, { decision: 'camera_gone', direction: null }],
    ['a person erased meanwhile', { person: null }, { decision: 'person_gone', direction: null }],
    ['a person without consent', { person: { hasConsent: false } }, { decision: 'no_consent', direction: null }],
    [
      'liveness unknown where it is required',
      seen({ liveness: { score: null, isLive: null, frames: 0 } }),
      { decision: 'liveness_required', direction: null }
    ],
    [
      'liveness unknown where it is not required',
      {
        ...seen({ liveness: { score: null, isLive: null, frames: 0 } }),
        camera: { direction: 'in', livenessRequired: false }
      },
      { decision: 'marked', direction: 'in' }
    ],
    ['inside the cooldown', { before: markedAt(noon - minutes(4)) }, { decision: 'cooldown', direction: null }],
    [
      'the first moment after the cooldown',
      { before: markedAt(noon - minutes(5)) },
      { decision: 'marked', direction: 'in' }
    ],
    [
      'a late sighting just before a recorded mark',
      { after: { capturedAt: noon + minutes(1) } },
      { decision: 'cooldown', direction: null }
    ],
    [
      'no cooldown at all',
      { before: markedAt(noon), policy: { cooldownSeconds: 0, alternateWithinHours: 16 } },
      { decision: 'marked', direction: 'in' }
    ]
  ])('%s', (_name, change, expected) => {
    expect(decideMark(question(change))).toEqual(expected)
  })

  const both = { direction: 'both', livenessRequired: true } as const
  it.each<[string, MarkQuestion['before'], 'in' | 'out']>([
    ['nobody seen before enters', null, 'in'],
    ['who entered this morning leaves', markedAt(noon - minutes(240)), 'out'],
    ['who left before lunch enters', markedAt(noon - minutes(60), 'out'), 'in'],
    ['who entered the day before enters again', markedAt(noon - minutes(60 * 17)), 'in']
  ])('at a camera of both directions %s', (_name, before, direction) => {
    expect(decideMark(question({ camera: both, before }))).toEqual({ decision: 'marked', direction })
  })
})
