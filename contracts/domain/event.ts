import { z } from 'zod'
import { decisionSchema } from './attendance'
import { directionSchema } from './camera'

const iso = z.iso.datetime()

/** Ids and names of who and where, as every event about them carries them. */
const who = z.object({ id: z.string(), name: z.string(), external_id: z.string() })
const where = z.object({ id: z.string(), name: z.string() })
const origin = { site_id: z.string(), node_id: z.string() }

const attendanceRecorded = z.object({
  mark_id: z.string(),
  sequence: z.number().int(),
  person: who,
  camera: where,
  direction: directionSchema,
  captured_at: iso,
  recorded_at: iso,
  score: z.number().nullable(),
  threshold: z.number().nullable(),
  liveness: z.object({ score: z.number().nullable(), is_live: z.boolean().nullable() }),
  sighting_id: z.string().nullable(),
  ...origin
})

const personRecognized = z.object({
  sighting_id: z.string(),
  person: who,
  camera: where,
  decision: decisionSchema,
  captured_at: iso,
  score: z.number().nullable(),
  threshold: z.number(),
  ...origin
})

const strangerDetected = z.object({
  sighting_id: z.string(),
  camera: where,
  captured_at: iso,
  best_score: z.number().nullable(),
  threshold: z.number(),
  ...origin
})

const cameraChanged = z.object({ camera: where, state: z.string(), problem: z.string().nullable(), at: iso, ...origin })
const personChanged = z.object({ person: who, ...origin })
const personErased = z.object({ person: z.object({ id: z.string() }), ...origin })
const referenceCreated = z.object({ reference_id: z.string(), person: who, model: z.string(), ...origin })
const webhookTest = z.object({ message: z.string(), endpoint_id: z.string(), ...origin })

/** Type of each domain event, with the schema of its `data` as the `standard` dialect sends it. */
export const eventDataSchemas = {
  'attendance.recorded': attendanceRecorded,
  'person.recognized': personRecognized,
  'stranger.detected': strangerDetected,
  'camera.started': cameraChanged,
  'camera.stopped': cameraChanged,
  'camera.failed': cameraChanged,
  'camera.recovered': cameraChanged,
  'person.created': personChanged,
  'person.updated': personChanged,
  'person.erased': personErased,
  'reference.created': referenceCreated,
  'webhook.test': webhookTest
} as const

export type EventType = keyof typeof eventDataSchemas
export const eventTypes = Object.keys(eventDataSchemas) as [EventType, ...EventType[]]
export const eventTypeSchema = z.enum(eventTypes)
export type EventData<T extends EventType = EventType> = z.infer<(typeof eventDataSchemas)[T]>

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
