import { describe, expect, it } from 'vitest'
import type { DomainEvent, EventType } from '../../../contracts/domain/event'
import type { DialectName } from '../../../contracts/domain/webhook'
import { sampleEvent } from '../samples'
import { dialects } from './index'

/**
 * The examples of the five guides, copied from them. What is compared is what a receiver written after the guide relies
 * on: which fields there are, in which order, and of which kind.
 */
const verification = {
  user_id: 'user_12345',
  session_id: 'sess_01abc2def3',
  success: true,
  confidence: 0.95,
  verification_score: 0.9234,
  threshold_used: 0.75,
  match_level: 'high',
  reference_id: 'ref_001',
  reference_label: 'John Doe - ID Photo',
  processing_time_ms: 156,
  model_version: '1.0.0'
}
const liveness = {
  user_id: 'user_12345',
  session_id: 'sess_01ghi3jkl4',
  is_live: true,
  liveness_score: 0.98,
  liveness_confidence: 'high',
  checks_performed: { blinking: true, mouth_opening: true, head_turn: true, face_depth: true },
  anti_spoofing_score: 0.95,
  processing_time_ms: 320,
  model_version: '1.0.0'
}
const faceService = (event_type: string, data: object) => ({
  event_type,
  event_id: 'evt_01h2x3y4z5a6b7c8d9e0f',
  timestamp: '2026-01-27T05:47:06Z',
  data,
  signature: 'sha256=abc123...'
})

const onePicture = (): DomainEvent => {
  const event = sampleEvent('batch.completed')
  return { ...event, data: { ...event.data, total_images: 1, results: event.data.results.slice(0, 1) } }
}

const examples: [DialectName, DomainEvent | EventType, object][] = [
  ['face-service', 'verification.completed', faceService('verification.completed', verification)],
  ['face-service', 'liveness.completed', faceService('liveness.completed', liveness)],
  [
    'face-service',
    'batch.completed',
    faceService('batch.completed', {
      batch_id: 'batch_001',
      total_images: 100,
      processed_images: 100,
      successful_verifications: 85,
      failed_verifications: 15,
      results: [{ image_id: 'img_001', user_id: 'user_12345', success: true, confidence: 0.92 }],
      processing_time_seconds: 45,
      model_version: '1.0.0'
    })
  ],
  [
    'face-service',
    'webhook.test',
    faceService('webhook.test', {
      message: 'Webhook test successful',
      webhook_id: 'wh_001',
      timestamp: '2026-01-27T05:52:00Z'
    })
  ],
  [
    'face-service',
    'reference.created',
    faceService('reference.created', {
      reference_id: 'ref_001',
      user_id: 'user_12345',
      label: 'John Doe - ID Photo',
      quality_score: 0.95,
      face_detected: true,
      processing_time_ms: 120,
      model_version: '1.0.0'
    })
  ],
  [
    'sonotheia',
    'liveness.completed',
    {
      type: 'deepfake.completed',
      id: 'event-abc123',
      data: {
        session_id: 'session-xyz789',
        score: 0.82,
        label: 'likely_synthetic',
        latency_ms: 640,
        timestamp: '2026-01-21T12:00:00Z'
      }
    }
  ],
  [
    'sonotheia',
    'verification.completed',
    {
      type: 'mfa.completed',
      id: 'event-def456',
      data: {
        session_id: 'session-xyz789',
        enrollment_id: 'enroll-123',
        verified: true,
        confidence: 0.93,
        timestamp: '2026-01-21T12:00:05Z'
      }
    }
  ],
  [
    'sonotheia',
    'case.submitted',
    {
      type: 'sar.submitted',
      id: 'event-ghi789',
      data: {
        session_id: 'session-xyz789',
        case_id: 'sar-001234',
        status: 'submitted',
        timestamp: '2026-01-21T12:00:10Z'
      }
    }
  ],
  [
    'imggo',
    'batch.failed',
    {
      event: 'job.failed',
      job_id: '550e8400-e29b-41d4-a716-446655440000',
      pattern_id: 'pat_2gYc3kZ8mN',
      status: 'failed',
      error: { code: 'invalid_image', message: 'Image URL is not accessible' },
      created_at: '2024-01-21T10:30:00Z',
      failed_at: '2024-01-21T10:30:05Z'
    }
  ],
  [
    'lead',
    'person.created',
    {
      event: 'new_lead',
      timestamp: '2025-01-01T12:00:00Z',
      data: { id: 'lead_123', name: 'John Doe', email: 'john@example.com', phone: '+1234567890', source: 'website' }
    }
  ],
  [
    'lead',
    'person.updated',
    {
      event: 'lead_update',
      timestamp: '2025-01-01T12:00:00Z',
      data: {
        id: 'lead_123',
        name: 'John Doe',
        email: 'john@example.com',
        phone: '+1234567890',
        changes: { status: 'contacted', notes: 'Called and left voicemail' }
      }
    }
  ]
]

const render = (name: DialectName, event: DomainEvent): Record<string, unknown> => {
  const dialect = dialects[name]
  const { body } = dialect.render([event], { endpointAlias: 'main_recognition', now: Date.UTC(2026, 0, 27) })
  const sent = dialect.embedSignature?.(body, () => 'a'.repeat(64)) ?? body
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(sent)) as Record<string, unknown>
}

/** Names in order and kinds of values; of lists, the first member. Times also by how they are written. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape)
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, item]) => [key, shape(item)])
  }
  if (typeof value === 'string' && /^\d{4}-.*Z$/.test(value)) return value.replace(/\d/g, '0')
  return typeof value
}

describe('the examples of the guides', () => {
  it.each(examples)('%s %s', (dialect, given, example) => {
    const event = typeof given === 'string' ? sampleEvent(given) : given
    expect(shape(render(dialect, event))).toEqual(shape(example))
  })

  it('guide 000: a verdict of no gives its reason', () => {
    const event = sampleEvent('verification.completed')
    const no = { ...event, data: { ...event.data, success: false, failure_reason: 'low_similarity' } }
    const data = render('face-service', no)['data'] as object
    expect(Object.keys(data)).toEqual([
      ...Object.keys(verification).slice(0, 9),
      'failure_reason',
      'processing_time_ms',
      'model_version'
    ])
  })

  it('guide 000: a photo gives its reason, and all four checks', () => {
    const event = sampleEvent('liveness.completed')
    const checks = [
      { check: 'blink' as const, outcome: 'passed' as const, score: null },
      { check: 'turn_left' as const, outcome: 'passed' as const, score: null },
      { check: 'turn_right' as const, outcome: 'failed' as const, score: null },
      { check: 'depth' as const, outcome: 'inconclusive' as const, score: null }
    ]
    const no = { ...event, data: { ...event.data, is_live: false, failure_reason: 'photo_attack_detected', checks } }
    const data = render('face-service', no)['data'] as Record<string, unknown>
    expect(data['failure_reason']).toBe('photo_attack_detected')
    expect(data['checks_performed']).toEqual({
      blinking: true,
      mouth_opening: false,
      head_turn: false,
      face_depth: false
    })
  })

  it('guide 001: a batch, its events and their faces', () => {
    const example = {
      webhook_id: 'main_recognition',
      timestamp: '2025-05-26T10:30:45.123Z',
      events: [
        {
          event_type: 'face_recognized',
          timestamp: '2025-05-26T10:30:45.100Z',
          camera_id: 'entrance_camera',
          data: { recognized_faces: [{ name: 'John Doe', confidence: 0.95, bbox: [100, 100, 200, 200] }] },
          metadata: { source: 'insightface_stream', threshold: 0.6 }
        }
      ]
    }
    const body = render('facecv', sampleEvent('person.recognized')) as unknown as {
      events: { data: { recognized_faces: Record<string, unknown>[] }; metadata: Record<string, unknown> }[]
    }
    const [event] = body.events
    const [face] = event?.data.recognized_faces ?? []
    expect(face?.['metadata']).toEqual({ person_id: expect.stringMatching(/^per_/), external_id: 'user_12345' })
    expect(event?.metadata['event_id']).toBe(sampleEvent('person.recognized').id)
    expect(face?.['bbox']).toEqual([100, 100, 200, 200])
    delete face?.['metadata']
    delete event?.metadata['event_id']
    expect(shape(body)).toEqual(shape(example))
    expect(event?.metadata).toMatchObject({ source: 'insightface_stream' })
  })

  it('guide 003: a completed job, of which the result is the pattern’s own', () => {
    const body = render('imggo', onePicture())
    const { result, ...rest } = body
    expect(Object.keys(body).indexOf('result')).toBe(4)
    expect(result).toMatchObject({ image_id: 'img_001', success: true })
    expect(shape(rest)).toEqual(
      shape({
        event: 'job.completed',
        job_id: '550e8400-e29b-41d4-a716-446655440000',
        pattern_id: 'pat_2gYc3kZ8mN',
        status: 'completed',
        confidence: 0.97,
        processing_time_ms: 3420,
        created_at: '2024-01-21T10:30:00Z',
        completed_at: '2024-01-21T10:30:18Z'
      })
    )
  })

  it('guide 002: scores count fakes, and their label agrees', () => {
    const event = sampleEvent('liveness.completed')
    const of = (score: number) =>
      render('sonotheia', { ...event, data: { ...event.data, liveness_score: score } })['data']
    expect(of(0.18)).toMatchObject({ score: 0.82, label: 'likely_synthetic' })
    expect(of(0.5)).toMatchObject({ score: 0.5, label: 'uncertain' })
    expect(of(0.97)).toMatchObject({ score: 0.03, label: 'likely_genuine' })
  })

  it('guide 004: the header names the event', () => {
    const { headers } = dialects.lead.render([sampleEvent('person.created')], { endpointAlias: 'x', now: 0 })
    expect(headers).toEqual({ 'x-webhook-event': 'new_lead' })
  })
})

describe('what is unknown', () => {
  it('is null where a guide has the field, and never invented', () => {
    const person = sampleEvent('person.created')
    const bare = { id: 'per_1', name: 'Zoë', external_id: '', email: null, phone: null, source: null, metadata: null }
    expect(render('lead', { ...person, data: { ...person.data, person: bare } })['data']).toEqual({
      ...{ id: 'per_1', name: 'Zoë', email: null, phone: null, source: null }
    })
    const updated = sampleEvent('person.updated')
    expect(render('lead', { ...updated, data: { ...updated.data, changes: null } })['data']).toMatchObject({
      changes: {}
    })
    const check = sampleEvent('verification.completed')
    const nobody = { ...check.data, person: null, score: null, reference_id: null, reference_label: null }
    expect(render('face-service', { ...check, data: nobody })['data']).toMatchObject({
      ...{ user_id: null, confidence: null, verification_score: null, reference_id: null, reference_label: null }
    })
  })

  it('takes Muster’s id of a person to whom the site gave no number', () => {
    const check = sampleEvent('verification.started')
    const person = { id: 'per_7', name: 'Zoë', external_id: '' }
    expect(render('face-service', { ...check, data: { ...check.data, person } })['data']).toMatchObject({
      user_id: 'per_7'
    })
  })
})

describe('what a dialect takes', () => {
  const { 'face-service': faces, imggo, lead, facecv } = dialects
  const batch = sampleEvent('batch.completed')
  const of = (change: Partial<(typeof batch)['data']>) => ({ ...batch, data: { ...batch.data, ...change } })

  it('of batches: verifications alone in guide 000, one result a job in guide 003', () => {
    expect(faces.accepts?.(of({ kind: 'import' }))).toBe(false)
    expect(faces.accepts?.(of({ page: 2, pages: 2 }))).toBe(true)
    expect(imggo.accepts?.(of({ kind: 'import' }))).toBe(true)
    expect(imggo.accepts?.(of({ page: 2, pages: 2 }))).toBe(false)
    expect(render('face-service', of({ page: 2, pages: 3 }))['data']).toMatchObject({ page: 2, pages: 3 })
  })

  it('of erasures: nothing in leads', () => {
    expect([...lead.offers, ...lead.optional]).not.toContain('person.erased')
  })

  it('keeps what hides results or floods a receiver off by default', () => {
    expect(imggo.offers).not.toContain('batch.queued')
    expect(imggo.optional).toContain('batch.queued')
    expect(dialects.standard.offers).not.toContain('face.detected')
    expect(facecv.offers).toContain('face.detected')
  })

  it('has no words for anything else', () => {
    expect(() => render('lead', sampleEvent('person.erased'))).toThrow('no wording')
    expect(() => render('facecv', sampleEvent('webhook.test'))).toThrow()
  })
})
