import { z } from 'zod'
import { batchCompleted, batchFailed, batchQueued } from './event-batches'
import {
  caseSubmitted,
  livenessCompleted,
  livenessFailed,
  livenessStarted,
  verificationCompleted,
  verificationFailed,
  verificationStarted
} from './event-checks'
import { personCreated, personErased, personUpdated, referenceCreated } from './event-people'
import { attendanceRecorded, cameraChanged, faceDetected, personRecognized, strangerDetected } from './event-sightings'
import {
  ledgerCheckpoint,
  webhookCreated,
  webhookDeleted,
  webhookDisabled,
  webhookFailing,
  webhookTest,
  webhookUpdated
} from './event-webhooks'

/** Type of each domain event, with the schema of its `data` as the `standard` dialect sends it. */
export const eventDataSchemas = {
  'attendance.recorded': attendanceRecorded,
  'person.recognized': personRecognized,
  'stranger.detected': strangerDetected,
  'face.detected': faceDetected,
  'camera.started': cameraChanged,
  'camera.stopped': cameraChanged,
  'camera.failed': cameraChanged,
  'camera.recovered': cameraChanged,
  'verification.started': verificationStarted,
  'verification.completed': verificationCompleted,
  'verification.failed': verificationFailed,
  'liveness.started': livenessStarted,
  'liveness.completed': livenessCompleted,
  'liveness.failed': livenessFailed,
  'case.submitted': caseSubmitted,
  'person.created': personCreated,
  'person.updated': personUpdated,
  'person.erased': personErased,
  'reference.created': referenceCreated,
  'batch.queued': batchQueued,
  'batch.completed': batchCompleted,
  'batch.failed': batchFailed,
  'webhook.created': webhookCreated,
  'webhook.updated': webhookUpdated,
  'webhook.deleted': webhookDeleted,
  'webhook.test': webhookTest,
  'webhook.failing': webhookFailing,
  'webhook.disabled': webhookDisabled,
  'ledger.checkpoint': ledgerCheckpoint
} as const

export type EventType = keyof typeof eventDataSchemas
export const eventTypes = Object.keys(eventDataSchemas) as [EventType, ...EventType[]]
export const eventTypeSchema = z.enum(eventTypes)
export type EventData<T extends EventType = EventType> = z.infer<(typeof eventDataSchemas)[T]>
/** As a producer gives it: what it does not know may be left out. */
export type NewEventData<T extends EventType = EventType> = z.input<(typeof eventDataSchemas)[T]>

/** What happened, once; endpoints each get their own rendering of it. `occurredAt` is epoch milliseconds. */
export interface DomainEvent<T extends EventType = EventType> {
  id: string
  type: T
  occurredAt: number
  /** Whose data this is: its bytes are sealed under that person's key and end with it; null when about nobody. */
  personId: string | null
  cameraId: string | null
  data: EventData<T>
}

/** An event on its way into the outbox, where it gets its id and its data their defaults. */
export type NewDomainEvent<T extends EventType = EventType> = Omit<DomainEvent<T>, 'id' | 'data'> & {
  data: NewEventData<T>
}

type Told<T extends EventType = EventType> = Pick<DomainEvent<T>, 'type' | 'data'>

/** Tells the type of an event's data from its name, which the plain interface cannot. */
export const isEvent = <E extends Told, T extends EventType>(event: E, ...types: T[]): event is E & Told<T> =>
  (types as EventType[]).includes(event.type)
