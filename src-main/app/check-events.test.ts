import { describe, expect, it } from 'vitest'
import type { Identification, Verification } from '../../contracts/domain/comparison'
import type { DomainEvent, EventType, NewDomainEvent } from '../../contracts/domain/event'
import { eventDataSchemas } from '../../contracts/domain/event'
import type { LivenessFailure, LivenessResult } from '../../contracts/domain/liveness'
import { challengeLimitsSchema, livenessFailureSchema, unfinishedLiveness } from '../../contracts/domain/liveness'
import { MusterError } from '../../contracts/result'
import type { ComparisonNews } from '../gallery/comparison'
import { silentLog } from '../platform/log'
import { dialects } from '../webhooks/dialects'
import { payloadSchemas } from '../webhooks/dialects/schemas'
import { CheckAnnouncer } from './check-announcer'
import {
  identified,
  livenessEnded,
  livenessStarted,
  verificationBroken,
  verificationStarted,
  verified
} from './check-events'

const around = {
  siteId: 'site_1',
  nodeId: 'node_1',
  person: { id: 'per_1', name: 'Zoë Müller', external_id: 'E-7' },
  camera: { id: 'kiosk', name: 'Kiosk' }
}
const sessionId = 'sess_01kf0000000000000000samp01'
const at = Date.UTC(2026, 0, 27, 5, 47, 6)
const request = {
  ...{ sessionId, cameraId: 'kiosk', frames: 10, limits: challengeLimitsSchema.parse({}) },
  steps: ['blink' as const, 'turn_left' as const]
}
const live: LivenessResult = {
  ...unfinishedLiveness(request, 'no_face', at - 6400, at),
  ...{ isLive: true, score: 0.98, confidence: 'high', antiSpoofingScore: 0.95, failureReason: null },
  checks: [
    { check: 'blink', outcome: 'passed', score: null },
    { check: 'turn_left', outcome: 'passed', score: null },
    { check: 'depth', outcome: 'passed', score: 0.9 }
  ],
  ...{ frames: 20, processingMs: 16, modelVersion: 'faceplugin-liveness' }
}
const model = { id: 'embedder', version: '1.0.0', packId: 'pack', packVersion: '2' }
const quality = {} as Identification['faces'][number]['quality']
const box = { x1: 0, y1: 0, x2: 10, y2: 10 }
const match: Verification = {
  ...{ sessionId, completedAt: at, processingMs: 155.6, model, matched: true, matchLevel: 'high', score: 0.5234 },
  ...{ thresholdUsed: 0.36, probe: { box, quality, faces: 1 }, reference: null, personId: null },
  ...{ liveness: null, failureReasons: [] }
}

/** As storage takes it and as each dialect sends it: it must fit both. */
function sent(event: NewDomainEvent): Record<string, Record<string, unknown>> {
  const data = eventDataSchemas[event.type].parse(event.data)
  const whole = { ...event, id: 'evt_01kf0000000000000000samp01', data } as DomainEvent
  const bodies = Object.values(dialects).flatMap((dialect): [string, Record<string, unknown>][] => {
    if (!dialect.offers.includes(event.type)) return []
    const { body, eventName } = dialect.render([whole], { endpointAlias: 'x', now: at })
    const bytes = dialect.embedSignature?.(body, () => 'a'.repeat(64)) ?? body
    const parsed = JSON.parse(new TextDecoder().decode(bytes)) as { data: Record<string, unknown> }
    payloadSchemas[dialect.name][eventName]?.parse(parsed)
    return [[dialect.name, parsed.data]]
  })
  return Object.fromEntries(bodies)
}
const typeOf = (event: NewDomainEvent): EventType => event.type

describe('liveness', () => {
  it('is told as it begins', () => {
    const event = livenessStarted(request, at, around)
    expect(event).toMatchObject({ type: 'liveness.started', occurredAt: at, personId: 'per_1', cameraId: 'kiosk' })
    expect(sent(event)['standard']).toMatchObject({ kind: 'challenge', steps: ['blink', 'turn_left'] })
    expect(sent(event)['face-service']).toEqual({ user_id: 'E-7', session_id: sessionId })
  })

  it('is completed by a yes', () => {
    const bodies = sent(livenessEnded(live, { ...around, person: null }))
    expect(bodies['face-service']).toEqual({
      user_id: null,
      session_id: sessionId,
      is_live: true,
      liveness_score: 0.98,
      liveness_confidence: 'high',
      checks_performed: { blinking: true, mouth_opening: false, head_turn: true, face_depth: true },
      anti_spoofing_score: 0.95,
      processing_time_ms: 320,
      model_version: 'faceplugin-liveness'
    })
    expect(bodies['sonotheia']).toMatchObject({ score: 0.02, label: 'likely_genuine', latency_ms: 6400 })
  })

  const ended = (failureReason: LivenessFailure) =>
    typeOf(livenessEnded({ ...live, isLive: false, score: 0.2, failureReason }, around))

  it('is completed by a no, and failed where nothing could be told', () => {
    const reasonsOf = (type: EventType) => livenessFailureSchema.options.filter((reason) => ended(reason) === type)
    const types = ['liveness.completed', 'liveness.failed'] as const
    expect(Object.fromEntries(types.map((type) => [type, reasonsOf(type)]))).toEqual({
      'liveness.completed': [
        'photo_attack_detected',
        'presentation_attack_detected',
        'replay_detected',
        'challenge_failed',
        'identity_changed'
      ],
      'liveness.failed': [
        'challenge_timeout',
        'no_face',
        'face_lost',
        'multiple_faces',
        'camera_lost',
        'not_supported',
        'cancelled'
      ]
    })
    const failed = sent(livenessEnded({ ...live, isLive: false, failureReason: 'camera_lost' }, around))
    expect(failed['face-service']).toMatchObject({ failure_reason: 'camera_lost' })
    expect(failed['sonotheia']).toBeUndefined()
  })
})

describe('verification', () => {
  it('1:1 is completed by a verdict', () => {
    const bodies = sent(verified({ result: match, referenceId: 'ref_1' }, null, around))
    expect(bodies['standard']).toMatchObject({ score: 0.5234, threshold: 0.36, confidence: 0.95356, success: true })
    expect(bodies['face-service']).toMatchObject({ success: true, confidence: 0.95356, reference_id: 'ref_1' })
    expect(bodies['sonotheia']).toMatchObject({ enrollment_id: 'per_1', verified: true })
    const no = { ...match, matched: false, failureReasons: ['score_below_threshold' as const] }
    expect(sent(verified({ result: no, referenceId: 'ref_1' }, null, around))['face-service']).toMatchObject({
      ...{ success: false, reference_id: null },
      failure_reason: 'score_below_threshold'
    })
  })

  it('1:1 failed where nothing was compared', () => {
    const nothing: Verification = { ...match, matched: false, score: null, failureReasons: ['probe_face_not_found'] }
    const event = verified({ result: nothing, referenceId: null }, null, around)
    expect(event.type).toBe('verification.failed')
    expect(sent(event)['face-service']).toMatchObject({
      failure_reason: 'probe_face_not_found',
      processing_time_ms: 156
    })
  })

  const found: Identification = {
    ...{ sessionId, completedAt: at, processingMs: 90, model, thresholdUsed: 0.45, marginUsed: 0.05 },
    faces: [
      {
        ...{ box, quality, personId: 'per_1', liveness: null, failureReasons: [] },
        candidates: [{ personId: 'per_1', name: 'Zoë Müller', score: 0.6, matchLevel: 'high' }]
      }
    ]
  }

  it('1:N is about the largest face', () => {
    expect(sent(identified(found, { low: 0.3, high: 0.6 }, around))['standard']).toMatchObject({
      ...{ kind: 'one_to_many', success: true, score: 0.6, confidence: 0.9, match_level: 'high' }
    })
    const unknown = found.faces.map((face) => ({ ...face, personId: null, failureReasons: ['tie' as const] }))
    expect(
      sent(identified({ ...found, faces: unknown }, null, { ...around, person: null }))['face-service']
    ).toMatchObject({
      ...{ user_id: null, success: false, match_level: 'none', failure_reason: 'tie' }
    })
    expect(identified({ ...found, faces: [] }, null, around).type).toBe('verification.failed')
  })

  it('that broke says why', () => {
    const about = { sessionId, kind: 'one_to_one', personId: 'per_1', at } as const
    expect(typeOf(verificationStarted({ type: 'started', ...about }, around))).toBe('verification.started')
    const broken = verificationBroken(
      { type: 'broken', ...about, reason: 'image_unreadable', processingMs: 3.2 },
      around
    )
    expect(sent(broken)['face-service']).toMatchObject({ failure_reason: 'image_unreadable', processing_time_ms: 3 })
  })
})

describe('CheckAnnouncer', () => {
  function rig(refuses = false) {
    const offered: NewDomainEvent[] = []
    let due = 0
    const announcer = new CheckAnnouncer({
      writer: {
        offerEvent: async (event) => {
          if (refuses) throw new MusterError('storage_full', 'The disk is full.')
          offered.push(event)
          return { value: null, deliveriesDue: true }
        }
      },
      // The end of a check is quicker to look up than its beginning was.
      reader: { person: async () => null },
      origin: { siteId: 'site_1', nodeId: 'node_1' },
      camera: (id) => (id === 'kiosk' ? { id, name: 'Kiosk' } : null),
      matchScale: () => null,
      now: () => at,
      onDue: () => due++,
      log: silentLog
    })
    return { announcer, offered, dueCount: () => due }
  }

  it('offers events in the order in which they were told, and tells that deliveries are due', async () => {
    const { announcer, offered, dueCount } = rig()
    const news: ComparisonNews[] = [
      { type: 'started', sessionId, kind: 'one_to_one', personId: 'per_gone', at },
      { type: 'verified', result: match, referenceId: null }
    ]
    news.forEach((one) => announcer.comparison(one))
    announcer.livenessBegun(request)
    announcer.livenessEnded(live)
    await announcer.settled()
    expect(offered.map(typeOf)).toEqual([
      'verification.started',
      'verification.completed',
      'liveness.started',
      'liveness.completed'
    ])
    expect(offered.map(({ cameraId }) => cameraId)).toEqual([null, null, 'kiosk', 'kiosk'])
    expect(dueCount()).toBe(4)
  })

  it('goes on after an event that could not be recorded', async () => {
    const { announcer, offered } = rig(true)
    announcer.livenessEnded(live)
    await announcer.settled()
    expect(offered).toEqual([])
  })
})
