import type { DomainEvent, EventData } from '../../../contracts/domain/event'
import { calibrated } from './calibrate'
import type { Dialect, RenderContext, RenderedEvent } from './dialect'
import { fit, jsonBytes } from './fit'
import { doublingSeconds, guideDefaults } from './guide-defaults'
import { matchOf } from './guide-wordings'
import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { Wordings } from './values'
import { contentType, offersOf, second, utcMilliseconds, worded } from './values'

type Bbox = EventData<'person.recognized'>['bbox']
/** Whole pixels, as in the guide. */
const pixels = (bbox: Bbox) => (bbox === null ? null : bbox.map(Math.round))

const stream = (reason: string) => (data: EventData<'camera.started'>) => ({ reason, problem: data.problem })

const wordings: Wordings = {
  'face.detected': (data) => ({
    detected_faces: data.faces.map((face) => ({ bbox: pixels(face.bbox), detection_score: face.detection_score }))
  }),
  'person.recognized': (data) => ({
    recognized_faces: [
      {
        name: data.person.name,
        confidence: matchOf(data),
        bbox: pixels(data.bbox),
        metadata: { person_id: data.person.id, external_id: data.person.external_id }
      }
    ]
  }),
  'stranger.detected': (data) => ({
    unknown_faces: [{ confidence: calibrated(data.best_score, data.match_scale), bbox: pixels(data.bbox) }]
  }),
  'attendance.recorded': (data) => ({
    name: data.person.name,
    action: data.direction === 'in' ? 'check_in' : 'check_out',
    confidence: matchOf(data),
    mark_id: data.mark_id,
    sequence: data.sequence,
    metadata: { person_id: data.person.id, external_id: data.person.external_id }
  }),
  'camera.started': stream('started'),
  'camera.recovered': stream('recovered'),
  'camera.stopped': stream('stopped'),
  'camera.failed': stream('failed'),
  'ledger.checkpoint': (data) => data
}

/** Where it came from: the stream route that was asked for; what Muster's own cameras see is told as the guide's first. */
function metadata({ id, data }: DomainEvent) {
  const threshold = 'threshold' in data && 'match_scale' in data ? calibrated(data.threshold, data.match_scale) : null
  const source = ('stream' in data ? data.stream : null) ?? 'insightface_stream'
  return { source, threshold, event_id: id }
}

const one = (event: DomainEvent) => ({
  event_type: eventNameIn('facecv', event.type),
  timestamp: utcMilliseconds(event.occurredAt),
  camera_id: event.cameraId,
  data: worded(wordings, event),
  metadata: metadata(event)
})

function render(events: readonly DomainEvent[], { endpointAlias, now }: RenderContext): RenderedEvent {
  const batch = { webhook_id: endpointAlias, timestamp: utcMilliseconds(now), events: events.map(one) }
  const eventName = batch.events[0]?.event_type
  if (!eventName) throw new TypeError('a batch of this dialect holds one event at least, of those that it offers')
  return { eventName, body: events.length > 1 ? jsonBytes(batch) : fit(batch), headers: {} }
}

/** Guide 001 (FaceCV): batches by size and time, custom headers. It asks for signatures and names no header for them. */
export const facecv: Dialect = {
  name: 'facecv',
  ...offersOf('facecv'),
  contentType,
  signatureHeader: null,
  defaults: {
    ...guideDefaults,
    timeoutMs: 30 * second,
    attempts: 3,
    retryDelaysMs: doublingSeconds(3),
    honoursRetryAfter: true,
    keyForm: 'base64',
    standardHeaders: true,
    batch: { size: 10, timeoutMs: second }
  },
  render
}
