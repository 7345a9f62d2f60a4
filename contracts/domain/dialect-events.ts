import type { EventType } from './event'
import type { DialectName } from './webhook'

/** What each event is called where it is offered. */
export type EventNames = Readonly<Partial<Record<EventType, string>>>

export interface DialectEvents {
  /** What an endpoint gets that chose nothing. */
  offers: EventNames
  /** What can be switched on besides: noisy ones, and those that the dialect's guide does not list. */
  optional: EventNames
  /** What a test send is a sample of where the operator does not choose. */
  test: EventType
}

/** Sightings and checkpoints, by their own names, for guides that know none of them. */
const foreign: EventNames = {
  'attendance.recorded': 'attendance.recorded',
  'person.recognized': 'person.recognized',
  'stranger.detected': 'stranger.detected',
  'ledger.checkpoint': 'ledger.checkpoint'
}

/** The mapping table: which dialect has which event, and its name there. Dialects and screens both read it. */
export const dialectEvents: Readonly<Record<DialectName, DialectEvents>> = {
  standard: {
    offers: {
      'attendance.recorded': 'attendance.recorded',
      'person.recognized': 'person.recognized',
      'stranger.detected': 'stranger.detected',
      'camera.started': 'camera.started',
      'camera.stopped': 'camera.stopped',
      'camera.failed': 'camera.failed',
      'camera.recovered': 'camera.recovered',
      'verification.started': 'verification.started',
      'verification.completed': 'verification.completed',
      'verification.failed': 'verification.failed',
      'liveness.started': 'liveness.started',
      'liveness.completed': 'liveness.completed',
      'liveness.failed': 'liveness.failed',
      'case.submitted': 'case.submitted',
      'person.created': 'person.created',
      'person.updated': 'person.updated',
      'person.erased': 'person.erased',
      'reference.created': 'reference.created',
      'batch.queued': 'batch.queued',
      'batch.completed': 'batch.completed',
      'batch.failed': 'batch.failed',
      'webhook.created': 'webhook.created',
      'webhook.updated': 'webhook.updated',
      'webhook.deleted': 'webhook.deleted',
      'webhook.test': 'webhook.test',
      'webhook.failing': 'webhook.failing',
      'webhook.disabled': 'webhook.disabled'
    },
    optional: { 'face.detected': 'face.detected', 'ledger.checkpoint': 'ledger.checkpoint' },
    test: 'webhook.test'
  },
  'face-service': {
    offers: {
      'verification.started': 'verification.started',
      'verification.completed': 'verification.completed',
      'verification.failed': 'verification.failed',
      'liveness.started': 'liveness.started',
      'liveness.completed': 'liveness.completed',
      'liveness.failed': 'liveness.failed',
      'reference.created': 'reference.created',
      'batch.completed': 'batch.completed',
      'webhook.created': 'webhook.created',
      'webhook.updated': 'webhook.updated',
      'webhook.deleted': 'webhook.deleted',
      'webhook.test': 'webhook.test'
    },
    optional: { ...foreign, 'webhook.failing': 'webhook.failing', 'webhook.disabled': 'webhook.disabled' },
    test: 'webhook.test'
  },
  facecv: {
    offers: {
      'face.detected': 'face_detected',
      'person.recognized': 'face_recognized',
      'stranger.detected': 'stranger_alert',
      'attendance.recorded': 'attendance_recorded',
      'camera.started': 'stream_started',
      'camera.recovered': 'stream_started',
      'camera.stopped': 'stream_stopped',
      'camera.failed': 'stream_stopped'
    },
    optional: { 'ledger.checkpoint': 'ledger_checkpoint' },
    test: 'person.recognized'
  },
  sonotheia: {
    offers: {
      'liveness.completed': 'deepfake.completed',
      'verification.completed': 'mfa.completed',
      'case.submitted': 'sar.submitted'
    },
    optional: foreign,
    test: 'liveness.completed'
  },
  imggo: {
    offers: { 'batch.completed': 'job.completed', 'batch.failed': 'job.failed' },
    // Its receivers drop a second event of the same job for an hour: a queued one would hide the result.
    optional: { 'batch.queued': 'job.queued', ...foreign },
    test: 'batch.completed'
  },
  lead: {
    offers: { 'person.created': 'new_lead', 'person.updated': 'lead_update' },
    optional: foreign,
    test: 'person.created'
  }
}

/** What this dialect calls the event; null where it does not have it. */
export const eventNameIn = (dialect: DialectName, type: EventType): string | null =>
  dialectEvents[dialect].offers[type] ?? dialectEvents[dialect].optional[type] ?? null
