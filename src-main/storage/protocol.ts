import { z } from 'zod'
import { errorCodes } from '../../contracts/errors'
import type { OpenReport, StorageReader, StorageWriter } from './api'

/** What a storage thread is started with. */
export interface StorageThreadData {
  dataDir: string
  siteKey: { keyId: string; key: Uint8Array }
  /** Carries steady time from the writer to the reader. */
  steadyCell: SharedArrayBuffer
  /** Zone of a site that has no settings yet. */
  timeZone: string
  reserveBytes: number
}

/** `full`: the disk has no room to spare. Marks go on in the reserve that was given back; pictures are left out. */
export interface StorageState {
  full: boolean
}

type Method<T> = Extract<keyof T, string>

const all =
  <T>() =>
  <const Names extends readonly Method<T>[]>(
    names: Exclude<Method<T>, Names[number]> extends never ? Names : never
  ): Names =>
    names

/** Checked by the compiler to be every method of the interface. */
export const writerMethods = all<StorageWriter>()([
  'recordSighting',
  'appendEvent',
  'offerEvent',
  'correctAttendance',
  'saveShift',
  'removeShift',
  'assignShift',
  'unassignShift',
  'putHoliday',
  'removeHoliday',
  'changeSettings',
  'createCamera',
  'updateCamera',
  'removeCamera',
  'noteCameraStates',
  'enrol',
  'updatePerson',
  'updatePeople',
  'removeReference',
  'erasePerson',
  'storeTemplates',
  'removeTemplates',
  'setEmbeddingJob',
  'switchPack',
  'createEndpoint',
  'updateEndpoint',
  'removeEndpoint',
  'rotateSecret',
  'switchSecret',
  'sendTest',
  'unblockEndpoint',
  'resumeEndpoint',
  'claimDeliveries',
  'finishAttempt',
  'exchangeDeliveries',
  'retryDelivery',
  'retryDead',
  'replayDeliveries',
  'pruneDeliveries',
  'checkpointLedger'
])

export const readerMethods = all<StorageReader>()([
  'settings',
  'cameras',
  'cameraConfigs',
  'cameraTimelines',
  'people',
  'peopleVocabulary',
  'person',
  'galleryPage',
  'galleryOf',
  'referencesWithout',
  'templateCoverage',
  'peopleWithout',
  'embeddingJob',
  'marks',
  'attendanceAudit',
  'shifts',
  'shiftAssignments',
  'holidays',
  'timesheets',
  'presence',
  'recentSightings',
  'crop',
  'endpoints',
  'deliveries',
  'delivery',
  'queue',
  'queueState',
  'countReplay',
  'exportDeliveries',
  'countDeliveries',
  'endpointSecrets',
  'endpointClientKey',
  'diagnose',
  'ledgerState',
  'exportLedger',
  'ledgerCheckpoints',
  'signingKey'
])

/** Main to thread. Arguments are typed by the interface on both ends, which are one build. */
export const toThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  // All calls of one turn.
  z.object({
    kind: z.literal('calls'),
    calls: z.array(z.object({ id: z.number().int(), method: z.string(), args: z.array(z.unknown()) }))
  }),
  z.object({ kind: z.literal('close') })
])
export type ToThread = z.infer<typeof toThreadSchema>
export type Call = Extract<ToThread, { kind: 'calls' }>['calls'][number]

const failureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional()
})

/** Thread to main. */
export const fromThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), report: z.custom<OpenReport | null>() }),
  z.object({ kind: z.literal('openFailed'), failure: failureSchema }),
  // All answers of one turn.
  z.object({
    kind: z.literal('answers'),
    answers: z.array(
      z.object({ id: z.number().int(), value: z.unknown().optional(), failure: failureSchema.optional() })
    )
  }),
  z.object({ kind: z.literal('state'), state: z.object({ full: z.boolean() }) }),
  z.object({
    kind: z.literal('log'),
    level: z.enum(['debug', 'info', 'warn', 'error']),
    fields: z.record(z.string(), z.unknown()),
    message: z.string()
  })
])
export type Answer = Extract<FromThread, { kind: 'answers' }>['answers'][number]
export type FromThread = z.infer<typeof fromThreadSchema>
