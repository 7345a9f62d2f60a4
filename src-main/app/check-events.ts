import type { EventType, NewDomainEvent, NewEventData } from '../../contracts/domain/event'
import type { MatchScale } from '../../contracts/domain/event-parts'
import type { Identification, Verification } from '../../contracts/domain/comparison'
import type { LivenessFailure, LivenessRequest, LivenessResult } from '../../contracts/domain/liveness'
import type { ComparisonNews } from '../gallery/comparison'

type Who = { id: string; name: string; external_id: string }
type Where = { id: string; name: string }

/** What the events of a check say beside the check itself. */
export interface CheckSurroundings {
  siteId: string
  nodeId: string
  person: Who | null
  camera: Where | null
}

const iso = (at: number) => new Date(at).toISOString()

/** Ends of a liveness check that are no verdict: nobody was there, they went, time ran out, or pictures stopped coming. */
const withoutVerdict: readonly LivenessFailure[] = [
  'challenge_timeout',
  'no_face',
  'face_lost',
  'multiple_faces',
  'camera_lost',
  'not_supported',
  'cancelled'
]

function event<T extends EventType>(
  type: T,
  occurredAt: number,
  { person, camera }: CheckSurroundings,
  data: NewEventData<T>
): NewDomainEvent<T> {
  return { type, occurredAt, personId: person?.id ?? null, cameraId: camera?.id ?? null, data }
}

const common = (sessionId: string, { person, camera, siteId, nodeId }: CheckSurroundings) => ({
  session_id: sessionId,
  person,
  camera,
  site_id: siteId,
  node_id: nodeId
})

export function livenessStarted(request: LivenessRequest, at: number, around: CheckSurroundings): NewDomainEvent {
  const kind = request.steps.length === 0 ? ('passive' as const) : ('challenge' as const)
  const data = { ...common(request.sessionId, around), kind, steps: request.steps, started_at: iso(at) }
  return event('liveness.started', at, around, data)
}

/** `liveness.completed`, be the answer yes or no, or `liveness.failed` where there is none. */
export function livenessEnded(result: LivenessResult, around: CheckSurroundings): NewDomainEvent {
  const { completedAt: at, failureReason } = result
  const shared = {
    ...common(result.sessionId, around),
    kind: result.kind,
    processing_time_ms: Math.round(result.processingMs * result.frames),
    model_version: result.modelVersion || null,
    duration_ms: Math.round(result.durationMs)
  }
  if (failureReason !== null && withoutVerdict.includes(failureReason)) {
    return event('liveness.failed', at, around, { ...shared, failure_reason: failureReason, failed_at: iso(at) })
  }
  return event('liveness.completed', at, around, {
    ...shared,
    is_live: result.isLive,
    liveness_score: result.score,
    liveness_confidence: result.confidence,
    checks: result.checks,
    anti_spoofing_score: result.antiSpoofingScore,
    failure_reason: failureReason,
    completed_at: iso(at)
  })
}

type Told<T extends ComparisonNews['type']> = Extract<ComparisonNews, { type: T }>

export function verificationStarted(news: Told<'started'>, around: CheckSurroundings): NewDomainEvent {
  const data = { ...common(news.sessionId, around), kind: news.kind, started_at: iso(news.at) }
  return event('verification.started', news.at, around, data)
}

/** A check that could not be made: an unreadable picture, no such person, recognition that is away. */
export function verificationBroken(news: Told<'broken'>, around: CheckSurroundings): NewDomainEvent {
  return event('verification.failed', news.at, around, {
    ...common(news.sessionId, around),
    kind: news.kind,
    failure_reason: news.reason,
    processing_time_ms: Math.round(news.processingMs),
    failed_at: iso(news.at)
  })
}

const modelOf = ({ id, version }: Verification['model']) => `${id}@${version}`

/** Of 1:1: `verification.completed` once something was compared, else `verification.failed`. */
export function verified(
  { result, referenceId }: Pick<Told<'verified'>, 'result' | 'referenceId'>,
  scale: MatchScale | null,
  around: CheckSurroundings
): NewDomainEvent {
  const { completedAt: at, score, failureReasons } = result
  const shared = {
    ...common(result.sessionId, around),
    kind: 'one_to_one' as const,
    processing_time_ms: Math.round(result.processingMs),
    model_version: modelOf(result.model)
  }
  if (score === null) {
    const reason = failureReasons[0] ?? 'reference_not_enrolled'
    return event('verification.failed', at, around, { ...shared, failure_reason: reason, failed_at: iso(at) })
  }
  return event('verification.completed', at, around, {
    ...shared,
    success: result.matched,
    score,
    threshold: result.thresholdUsed,
    match_scale: scale,
    match_level: result.matchLevel,
    reference_id: result.matched ? referenceId : null,
    liveness: result.liveness && { score: result.liveness.score, is_live: result.liveness.isLive },
    failure_reason: failureReasons[0] ?? null,
    failure_reasons: failureReasons,
    completed_at: iso(at)
  })
}

/** Of 1:N: about the largest face of the picture, which is what a check of somebody is about. `around.person` is who it is. */
export function identified(
  result: Identification,
  scale: MatchScale | null,
  around: CheckSurroundings
): NewDomainEvent {
  const { completedAt: at } = result
  const shared = {
    ...common(result.sessionId, around),
    kind: 'one_to_many' as const,
    processing_time_ms: Math.round(result.processingMs),
    model_version: modelOf(result.model)
  }
  const [face] = result.faces
  if (!face) {
    return event('verification.failed', at, around, {
      ...shared,
      failure_reason: 'probe_face_not_found',
      failed_at: iso(at)
    })
  }
  const [best] = face.candidates
  return event('verification.completed', at, around, {
    ...shared,
    success: face.personId !== null,
    score: best?.score ?? null,
    threshold: result.thresholdUsed,
    match_scale: scale,
    match_level: face.personId === null ? 'none' : (best?.matchLevel ?? 'none'),
    liveness: face.liveness && { score: face.liveness.score, is_live: face.liveness.isLive },
    failure_reason: face.failureReasons[0] ?? null,
    failure_reasons: face.failureReasons,
    completed_at: iso(at)
  })
}
