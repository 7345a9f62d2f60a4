import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { DomainEvent } from '../../../contracts/domain/event'
import type { Dialect, RenderedEvent } from './dialect'
import { fit } from './fit'
import { doublingSeconds, guideDefaults } from './guide-defaults'
import { matchOf, foreignWordings } from './guide-wordings'
import type { Wordings } from './values'
import { contentType, offersOf, onlyEvent, utcSeconds, worded } from './values'

/** From this score on a picture is called synthetic, up to the other genuine: the guide shows 0.82 and, uncertain, 0.5. */
const synthetic = 0.7
const genuine = 0.3
/** Scores are shares: more digits would be noise of the subtraction. */
const decimals = 1e6

export const spoofLabel = (score: number) =>
  score >= synthetic ? 'likely_synthetic' : score <= genuine ? 'likely_genuine' : 'uncertain'

const at = (event: DomainEvent) => ({ timestamp: utcSeconds(event.occurredAt) })

const checks: Wordings = {
  'liveness.completed': (data, event) => {
    // The guide's score is of a fake: 1 = spoof, where Muster's is 1 = live.
    const score = Math.round((1 - data.liveness_score) * decimals) / decimals
    return {
      session_id: data.session_id,
      score,
      label: spoofLabel(score),
      latency_ms: data.duration_ms ?? data.processing_time_ms,
      ...at(event)
    }
  },
  'verification.completed': (data, event) => ({
    session_id: data.session_id,
    enrollment_id: data.person?.id ?? null,
    verified: data.success,
    confidence: matchOf(data),
    ...at(event)
  }),
  'case.submitted': (data, event) => ({
    session_id: data.session_id,
    case_id: data.case_id,
    status: data.status,
    ...at(event)
  })
}

/** What the guide does not know keeps its envelope. */
const foreign = (event: DomainEvent) => ({ session_id: null, ...worded(foreignWordings, event), ...at(event) })

function render(events: readonly DomainEvent[]): RenderedEvent {
  const event = onlyEvent(events)
  const type = eventNameIn('sonotheia', event.type) ?? event.type
  const data = event.type in checks ? worded(checks, event) : foreign(event)
  return { eventName: type, body: fit({ type, id: event.id, data }), headers: {} }
}

/** Guide 002 (Sonotheia): checks of who it is and whether it is real. Its receivers take 100 requests a minute. */
export const sonotheia: Dialect = {
  name: 'sonotheia',
  ...offersOf('sonotheia'),
  contentType,
  signatureHeader: 'x-sonotheia-signature',
  defaults: {
    ...guideDefaults,
    attempts: 5,
    retryDelaysMs: doublingSeconds(5),
    dead4xx: true,
    retried4xx: [429],
    honoursRetryAfter: true,
    rate: { count: 100, perSeconds: 60 }
  },
  render
}
