import type { DomainEvent, EventType, NewEventData } from '../../contracts/domain/event'
import { eventDataSchemas } from '../../contracts/domain/event'

/** Who asks for a sample, so that it names this very site and endpoint; what is left out is made up. */
export interface SampleContext {
  siteId?: string
  nodeId?: string
  endpointId?: string
  endpointUrl?: string
  /** Epoch milliseconds of the event. */
  now?: number
  id?: string
  /** A ULID of what the event is about: receivers that drop a repeated job or session need a new one at each send. */
  subject?: string
}

/** Every made-up id ends alike, so that a sample is known for one wherever it turns up. */
const sampleUlid = (number: number) => `01kf0000000000000000samp${String(number).padStart(2, '0')}`
const sampleNow = Date.UTC(2026, 0, 27, 5, 47, 6, 100)

const person = { id: `per_${sampleUlid(1)}`, name: 'Jane Sample', external_id: 'user_12345' }
const reference = { reference_id: `ref_${sampleUlid(1)}`, reference_label: 'Jane Sample - ID Photo' }
const camera = { id: 'entrance', name: 'Entrance' }
const patternId = `pat_${sampleUlid(1)}`
const embedder = 'faceplugin-embedder@1.0.0'
const details = {
  email: 'jane.sample@example.com',
  phone: '+1234567890',
  source: 'enrolment',
  metadata: { department: 'Engineering' }
}
const bbox: [number, number, number, number] = [100, 100, 200, 200]
const match = { score: 0.5234, threshold: 0.4 }

type Samples = { [T in EventType]: NewEventData<T> }

/** One realistic sample of each event. Deterministic: previews, test sends, the catcher and the vectors all show the same. */
function samples(context: SampleContext): Samples {
  const { siteId, nodeId, endpointId, endpointUrl, now = sampleNow, subject = sampleUlid(1) } = context
  const about = subject.toLowerCase()
  const [sessionId, sightingId, batchId] = [`sess_${about}`, `sgt_${about}`, `batch_${about}`]
  const origin = { site_id: siteId ?? `site_${sampleUlid(1)}`, node_id: nodeId ?? `node_${sampleUlid(1)}` }
  const iso = (agoMs = 0) => new Date(now - agoMs).toISOString()
  const session = { session_id: sessionId, person, camera }
  const seen = { camera, captured_at: iso() }
  const endpoint = {
    endpoint_id: endpointId ?? `wh_${sampleUlid(1)}`,
    url: endpointUrl ?? 'https://receiver.example.com/webhook',
    description: 'Payroll'
  }
  const configured = {
    ...endpoint,
    dialect: 'standard',
    events: ['attendance.recorded', 'verification.completed'],
    enabled: true,
    created_at: iso(86_400_000),
    updated_at: iso()
  }
  const cameraChange = (state: string, problem: string | null = null) => ({
    camera,
    state,
    problem,
    at: iso(),
    ...origin
  })
  const batch = {
    batch_id: batchId,
    kind: 'verification' as const,
    pattern_id: patternId,
    total_images: 2,
    created_at: iso(18_000),
    ...origin
  }
  const models = { model_version: embedder, processing_time_ms: 156 }
  const liveness = { ...session, kind: 'challenge' as const, ...origin }
  return {
    'attendance.recorded': {
      mark_id: `mrk_${about}`,
      sequence: 4711,
      person,
      ...seen,
      direction: 'in',
      recorded_at: iso(-212),
      ...match,
      liveness: { score: 0.98, is_live: true },
      sighting_id: sightingId,
      ...origin
    },
    'person.recognized': { sighting_id: sightingId, person, ...seen, decision: 'marked', ...match, bbox, ...origin },
    'stranger.detected': { sighting_id: sightingId, ...seen, best_score: 0.2134, threshold: 0.4, bbox, ...origin },
    'face.detected': { ...seen, faces: [{ track_id: `trk_${sampleUlid(1)}`, bbox, detection_score: 0.97 }], ...origin },
    'camera.started': cameraChange('online'),
    'camera.stopped': cameraChange('off'),
    'camera.failed': cameraChange('failed', 'unreachable'),
    'camera.recovered': cameraChange('online'),
    'verification.started': { ...session, kind: 'one_to_one', started_at: iso(), ...origin },
    'verification.completed': {
      ...session,
      kind: 'one_to_one',
      success: true,
      ...match,
      match_level: 'high',
      ...reference,
      liveness: { score: 0.98, is_live: true },
      ...models,
      completed_at: iso(),
      ...origin
    },
    'verification.failed': {
      ...session,
      kind: 'one_to_one',
      failure_reason: 'probe_face_not_found',
      ...models,
      failed_at: iso(),
      ...origin
    },
    'liveness.started': { ...liveness, steps: ['blink', 'turn_left'], started_at: iso() },
    'liveness.completed': {
      ...liveness,
      is_live: true,
      liveness_score: 0.98,
      liveness_confidence: 'high',
      checks: [
        { check: 'blink', outcome: 'passed', score: null },
        { check: 'open_mouth', outcome: 'passed', score: null },
        { check: 'turn_left', outcome: 'passed', score: null },
        { check: 'depth', outcome: 'passed', score: 0.91 },
        { check: 'passive', outcome: 'passed', score: 0.95 }
      ],
      anti_spoofing_score: 0.95,
      model_version: 'faceplugin-liveness',
      processing_time_ms: 320,
      duration_ms: 6400,
      completed_at: iso()
    },
    'liveness.failed': {
      ...liveness,
      failure_reason: 'challenge_timeout',
      model_version: 'faceplugin-liveness',
      processing_time_ms: 280,
      duration_ms: 40_000,
      failed_at: iso()
    },
    'case.submitted': {
      case_id: `case_${about}`,
      session_id: sessionId,
      sighting_id: sightingId,
      camera,
      reason: 'spoof',
      note: 'A photo was held before the camera.',
      submitted_by: 'Front desk',
      submitted_at: iso(),
      ...origin
    },
    'person.created': { person: { ...person, ...details }, ...origin },
    'person.updated': {
      person: { ...person, ...details },
      changes: { status: 'contacted', notes: 'Called and left voicemail' },
      ...origin
    },
    'person.erased': { person: { id: person.id }, ...origin },
    'reference.created': {
      reference_id: reference.reference_id,
      person,
      label: reference.reference_label,
      quality_score: 0.95,
      model: embedder,
      processing_time_ms: 120,
      ...origin
    },
    'batch.queued': { ...batch, estimated_time_ms: 18_000 },
    'batch.completed': {
      ...batch,
      processed_images: 2,
      successful: 1,
      failed: 1,
      results: [
        {
          image_id: 'img_001',
          person_id: person.id,
          external_id: person.external_id,
          success: true,
          score: 0.5234,
          reference_id: reference.reference_id
        },
        { image_id: 'img_002', success: false, score: 0.1822, failure_reason: 'score_below_threshold' }
      ],
      threshold: 0.4,
      processing_time_ms: 3420,
      model_version: embedder,
      completed_at: iso()
    },
    'batch.failed': {
      ...batch,
      error: { code: 'invalid_image', message: 'Image URL is not accessible' },
      failed_at: iso()
    },
    'webhook.created': { ...configured, ...origin },
    'webhook.updated': { ...configured, changed: ['events'], ...origin },
    'webhook.deleted': { ...configured, enabled: false, cancelled_deliveries: 0, deleted_at: iso(), ...origin },
    'webhook.test': { message: 'Webhook test successful', endpoint_id: endpoint.endpoint_id, ...origin },
    'webhook.failing': {
      ...endpoint,
      success_rate: 0.9,
      window_seconds: 3600,
      attempts: 120,
      failed: 12,
      last_error: 'The receiver answered 503.',
      ...origin
    },
    'webhook.disabled': {
      ...endpoint,
      reason: 'The receiver answered 410: it is gone for good.',
      at: iso(),
      ...origin
    },
    'ledger.checkpoint': {
      format: 'muster-checkpoint-1',
      ...origin,
      at: now,
      count: 8421,
      head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      sequences: { [endpoint.endpoint_id]: 4211 },
      // Of nothing: a sample proves nothing.
      signature: 'A'.repeat(86) + '=='
    }
  }
}

const aboutNobody = /^(camera|face|stranger|case|batch|webhook|ledger)\./

/** A sample of this event, as it would lie in the outbox. */
export function sampleEvent<T extends EventType>(type: T, context: SampleContext = {}): DomainEvent<T> {
  const given: NewEventData = samples(context)[type]
  return {
    id: context.id ?? `evt_${sampleUlid(1)}`,
    type,
    occurredAt: context.now ?? sampleNow,
    personId: aboutNobody.test(type) ? null : person.id,
    cameraId: /^(camera|face|stranger|person\.recognized|attendance)/.test(type) ? camera.id : null,
    data: eventDataSchemas[type].parse(given) as DomainEvent<T>['data']
  }
}
