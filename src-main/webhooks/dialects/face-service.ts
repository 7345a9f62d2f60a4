import type { DomainEvent, EventData } from '../../../contracts/domain/event'
import { isEvent } from '../../../contracts/domain/event'
import type { LivenessCheckName } from '../../../contracts/domain/liveness'
import { calibrated } from './calibrate'
import type { Dialect, RenderedEvent } from './dialect'
import { bodyLimitBytes, fit } from './fit'
import { doublingSeconds, guideDefaults } from './guide-defaults'
import { matchOf, foreignWordings, userId, versionOf } from './guide-wordings'
import type { Wordings } from './values'
import { contentType, offersOf, onlyEvent, second, utcSeconds, worded } from './values'

/** The guide's four, always all of them: true where the check was done and passed. */
export function checksPerformed(checks: EventData<'liveness.completed'>['checks']) {
  const passed = (...names: LivenessCheckName[]) => {
    const asked = checks.filter(({ check, outcome }) => names.includes(check) && outcome !== 'not_performed')
    return asked.length > 0 && asked.every(({ outcome }) => outcome === 'passed')
  }
  return {
    blinking: passed('blink'),
    mouth_opening: passed('open_mouth'),
    head_turn: passed('turn_left', 'turn_right'),
    face_depth: passed('depth')
  }
}

/** As the guide's examples have it: a reason is there only where there is something to give one for. */
const reason = (failureReason: string | null, ok: boolean) => (ok ? {} : { failure_reason: failureReason })
const timing = (data: { processing_time_ms: number | null; model_version: string | null }) => ({
  processing_time_ms: data.processing_time_ms,
  model_version: versionOf(data.model_version)
})
const begun = (data: EventData<'verification.started' | 'liveness.started'>) => ({
  user_id: userId(data.person),
  session_id: data.session_id
})
const failed = (data: EventData<'verification.failed' | 'liveness.failed'>) => ({
  user_id: userId(data.person),
  session_id: data.session_id,
  failure_reason: data.failure_reason,
  ...timing(data)
})
/** As the guide's answer to its creation, without the secret. */
const configured = (data: EventData<'webhook.created' | 'webhook.updated' | 'webhook.deleted'>) => ({
  webhook_id: data.endpoint_id,
  url: data.url,
  events: data.events,
  is_active: data.enabled,
  created_at: utcSeconds(data.created_at),
  updated_at: utcSeconds(data.updated_at)
})

const wordings: Wordings = {
  ...foreignWordings,
  'verification.started': begun,
  'verification.completed': (data) => ({
    user_id: userId(data.person),
    session_id: data.session_id,
    success: data.success,
    confidence: matchOf(data),
    verification_score: matchOf(data),
    threshold_used: calibrated(data.threshold, data.match_scale),
    match_level: data.match_level,
    reference_id: data.reference_id,
    reference_label: data.reference_label,
    ...reason(data.failure_reason, data.success),
    ...timing(data)
  }),
  'verification.failed': failed,
  'liveness.started': begun,
  'liveness.completed': (data) => ({
    user_id: userId(data.person),
    session_id: data.session_id,
    is_live: data.is_live,
    liveness_score: data.liveness_score,
    liveness_confidence: data.liveness_confidence,
    checks_performed: checksPerformed(data.checks),
    anti_spoofing_score: data.anti_spoofing_score,
    ...reason(data.failure_reason, data.is_live),
    ...timing(data)
  }),
  'liveness.failed': failed,
  'reference.created': (data) => ({
    reference_id: data.reference_id,
    user_id: userId(data.person),
    label: data.label,
    quality_score: data.quality_score,
    face_detected: data.face_detected,
    processing_time_ms: data.processing_time_ms,
    model_version: versionOf(data.model)
  }),
  'batch.completed': (data) => ({
    batch_id: data.batch_id,
    total_images: data.total_images,
    processed_images: data.processed_images,
    successful_verifications: data.successful,
    failed_verifications: data.failed,
    results: data.results.map((result) => ({
      image_id: result.image_id,
      user_id: result.external_id ?? result.person_id,
      success: result.success,
      confidence: calibrated(result.score, data.match_scale)
    })),
    processing_time_seconds: data.processing_time_ms === null ? null : Math.round(data.processing_time_ms) / 1000,
    model_version: versionOf(data.model_version),
    // Beyond the guide, where one body could not hold all results.
    ...(data.pages > 1 ? { page: data.page, pages: data.pages } : {})
  }),
  'webhook.created': configured,
  'webhook.updated': configured,
  'webhook.deleted': configured,
  'webhook.test': (data, event) => ({
    message: data.message,
    webhook_id: data.endpoint_id,
    timestamp: utcSeconds(event.occurredAt)
  }),
  'webhook.failing': (data) => ({
    webhook_id: data.endpoint_id,
    url: data.url,
    success_rate: data.success_rate,
    window_seconds: data.window_seconds,
    last_error: data.last_error
  }),
  'webhook.disabled': (data) => ({ webhook_id: data.endpoint_id, url: data.url, reason: data.reason })
}

const signatureField = (hex: string) => `,"signature":"sha256=${hex}"}`
const signatureBytes = signatureField('0'.repeat(64)).length

function render(events: readonly DomainEvent[]): RenderedEvent {
  const event = onlyEvent(events)
  const envelope = {
    event_type: event.type,
    event_id: event.id,
    timestamp: utcSeconds(event.occurredAt),
    data: worded(wordings, event)
  }
  return { eventName: event.type, body: fit(envelope, bodyLimitBytes - signatureBytes), headers: {} }
}

/** `signature` goes last, as in the guide; it signs the same JSON without it. */
function embedSignature(body: Uint8Array, hmacHex: (bytes: Uint8Array) => string): Uint8Array {
  const field = new TextEncoder().encode(signatureField(hmacHex(body)))
  const signed = new Uint8Array(body.length - 1 + field.length)
  signed.set(body.subarray(0, -1))
  signed.set(field, body.length - 1)
  return signed
}

/** Guide 000 (face recognition service): an envelope with `event_id`, and a signature in the body and in the header. */
export const faceService: Dialect = {
  name: 'face-service',
  ...offersOf('face-service'),
  contentType,
  signatureHeader: 'x-signature-sha256',
  defaults: {
    ...guideDefaults,
    timeoutMs: 10 * second,
    attempts: 5,
    retryDelaysMs: doublingSeconds(5),
    dead4xx: true,
    retried4xx: [429]
  },
  accepts: (event) => !isEvent(event, 'batch.completed') || event.data.kind === 'verification',
  render,
  embedSignature
}
