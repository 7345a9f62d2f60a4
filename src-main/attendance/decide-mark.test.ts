import { describe, expect, it } from 'vitest'
import type { MarkQuestion } from './decide-mark'
import { decideMark } from './decide-mark'

const noon = Date.UTC(2026, 0, 15, 12)
const minutes = (count: number) => count * 60_000
const live = { score: 0.9, isLive: true, frames: 7 }

const active = { hasConsent: true, status: 'active', validFrom: null, validTo: null } as const

const question = (change: Partial<MarkQuestion>): MarkQuestion => ({
  sighting: { verdict: 'recognized', personId: 'per_a', capturedAt: noon, liveness: live },
  camera: { direction: 'in', livenessRequired: true },
  person: active,
  before: null,
  after: null,
  policy: { cooldownSeconds: 300, alternateWithinHours: 16 },
  timeZone: 'Europe/Madrid',
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
    [
      'a person without consent',
      { person: { ...active, hasConsent: false } },
      { decision: 'no_consent', direction: null }
    ],
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

  it.each([
    ['suspended', 'suspended'],
    ['left', 'left']
  ] as const)('does not mark who is %s', (status, decision) => {
    expect(decideMark(question({ person: { ...active, status } }))).toEqual({ decision, direction: null })
  })

  // 22:30 UTC of the 15th: still the 15th in Madrid in winter, the 16th already in Tokyo, and the 15th in Honolulu.
  const lateEvening = Date.UTC(2026, 0, 15, 22, 30)
  it.each<[string, string | null, string | null, string, boolean]>([
    ['without dates', null, null, 'Europe/Madrid', true],
    ['on the first day', '2026-01-15', null, 'Europe/Madrid', true],
    ['before the first day', '2026-01-16', null, 'Europe/Madrid', false],
    ['on the last day', null, '2026-01-15', 'Europe/Madrid', true],
    ['after the last day', null, '2026-01-14', 'Europe/Madrid', false],
    ['on the only day', '2026-01-15', '2026-01-15', 'Europe/Madrid', true],
    ['on the first day where it has begun already', '2026-01-16', null, 'Asia/Tokyo', true],
    ['after the last day where it has ended already', null, '2026-01-15', 'Asia/Tokyo', false],
    ['on the last day where it still goes on', null, '2026-01-15', 'Pacific/Honolulu', true]
  ])('validity %s', (_name, validFrom, validTo, timeZone, valid) => {
    const answer = decideMark(
      question({ ...seen({ capturedAt: lateEvening }), person: { ...active, validFrom, validTo }, timeZone })
    )
    expect(answer.decision).toBe(valid ? 'marked' : 'not_valid')
  })

  it('keeps the day of a clock change whole', () => {
    const lastMinute = Date.UTC(2026, 2, 29, 21, 59)
    const person = { ...active, validFrom: '2026-03-29', validTo: '2026-03-29' }
    const at = (capturedAt: number) => decideMark(question({ ...seen({ capturedAt }), person })).decision
    expect([at(lastMinute), at(lastMinute + minutes(1))]).toEqual(['marked', 'not_valid'])
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
