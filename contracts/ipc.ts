import { z } from 'zod'
import type { Mark, RecordedSighting } from './domain/attendance'
import { decisionSchema } from './domain/attendance'
import type { Identification, Verification } from './domain/comparison'
import { identifyInputSchema, pictureSchema, verifyInputSchema } from './domain/comparison'
import type { Camera } from './domain/camera'
import type { CameraStatus } from './domain/camera-status'
import { cameraInputSchema } from './domain/camera'
import type {
  CameraSnapshot,
  CameraTimeline,
  CameraTrial,
  DecoderInfo,
  NetworkCamera,
  OnvifProfile,
  UsbCamera
} from './cameras'
import { onvifLoginSchema, trialInputSchema } from './cameras'
import type { EngineStatus, SiteCheck } from './domain/engine'
import {
  assignmentIdSchema,
  cameraIdSchema,
  candidateIdSchema,
  cropIdSchema,
  deliveryIdSchema,
  endpointIdSchema,
  markIdSchema,
  personIdSchema,
  referenceIdSchema,
  secretIdSchema,
  sessionIdSchema,
  shiftIdSchema
} from './domain/ids'
import { challengeLimitsSchema, challengeStepSchema } from './domain/liveness'
import type { PeopleVocabulary, Person, Reference } from './domain/person'
import {
  bulkChangeSchema,
  consentSchema,
  peopleFilterSchema,
  personChangeSchema,
  personInputSchema
} from './domain/person'
import type { SiteSettings } from './domain/site'
import { siteSettingsChangeSchema, siteSettingsSchema } from './domain/site'
import type { AuditEntry } from './domain/correction'
import { correctionInputSchema } from './domain/correction'
import { eventTypeSchema } from './domain/event'
import type {
  Delivery,
  DeliveryDetail,
  Diagnosis,
  DialectInfo,
  Endpoint,
  ExportJob,
  LedgerState,
  QueueState,
  ReceiverCode,
  RequestPreview
} from './domain/webhook'
import { deliveryFilterSchema, endpointInputSchema, givenSecretSchema } from './domain/webhook'
import type { Assignment, Holiday, Shift } from './domain/shift'
import { assignmentInputSchema, holidaySchema, shiftInputSchema } from './domain/shift'
import type { TimesheetRow } from './domain/timesheet'
import { isPeriod, periodProblem, timesheetScope } from './domain/timesheet'
import type { Candidate, EnrolmentResult } from './enrolment'
import type { PackOffer, PackReport, PackState } from './packs'
import type { AboutInfo, AppStatus } from './status'

/** Answers page by key: `next` is handed back as `cursor`; null is the end. */
export interface Page<T> {
  rows: T[]
  next: string | null
  /** Rows under the same filters, all pages together. */
  total: number
}

const page = { cursor: z.string().max(200).nullish(), limit: z.number().int().min(1).max(500).default(100) }
const nothing = z.undefined()
/** Folder name of a pack; null is the one that Muster ships. */
const pack = siteSettingsSchema.shape.engine.shape.pack
const search = z.string().trim().max(120).default('')
const picture = pictureSchema.refine((bytes) => bytes.length > 0, 'a picture that is not empty: this file has 0 bytes')

const channel = <I extends z.ZodType>(input: I) => ({
  returns: <O>() => ({ input }) as { input: I; readonly __output?: O }
})

/** The whole surface between the screens and main: channel -> what goes in (parsed on arrival) and what comes out. */
export const ipc = {
  'app.status': channel(nothing).returns<AppStatus>(),
  'app.about': channel(nothing).returns<AboutInfo>(),
  'app.startDemo': channel(nothing).returns<null>(),
  'app.leaveDemo': channel(nothing).returns<null>(),
  /** Opens the live wall in a window of its own, on another screen where there is one; brings it forward when it is open. */
  'app.openWall': channel(nothing).returns<null>(),
  'app.openLogs': channel(nothing).returns<null>(),
  'app.rendererError': channel(
    z.object({ message: z.string().max(2000), stack: z.string().max(8000) })
  ).returns<null>(),

  'settings.get': channel(nothing).returns<SiteSettings>(),
  'settings.update': channel(siteSettingsChangeSchema).returns<SiteSettings>(),

  /** What recognition runs on. A `changed` push names `engine` whenever this has news. */
  'engine.status': channel(nothing).returns<EngineStatus>(),
  /** Runs every provider beside the CPU on a stored picture; takes up to minutes, with progress in `engine.status`. */
  'engine.check': channel(nothing).returns<SiteCheck>(),

  /** Model packs of this site, the shipped one first. A `changed` push names `packs` whenever this has news. */
  'packs.list': channel(nothing).returns<PackState[]>(),
  /** Opens the system's folder dialog, checks what was chosen and takes it in; null when it was closed without a choice. */
  'packs.add': channel(nothing).returns<PackOffer | null>(),
  'packs.check': channel(z.object({ pack })).returns<PackReport>(),
  /** Makes templates of the kept pictures in the background, or goes on with it; recognition stays as it is. */
  'packs.prepare': channel(z.object({ pack })).returns<null>(),
  'packs.pause': channel(z.object({ pack })).returns<null>(),
  /** Starts recognition anew on this pack, with its thresholds. */
  'packs.switch': channel(z.object({ pack })).returns<null>(),
  /** A pack that was added, with its templates. */
  'packs.remove': channel(z.object({ pack: pack.unwrap() })).returns<null>(),
  'packs.removeTemplates': channel(z.object({ pack })).returns<{ removed: number }>(),
  /** Enrolled people whom this pack cannot recognise. */
  'packs.missing': channel(z.object({ pack, ...page })).returns<
    Page<{ personId: string; name: string; photoCropId: string | null }>
  >(),

  'cameras.list': channel(nothing).returns<Camera[]>(),
  'cameras.status': channel(nothing).returns<CameraStatus[]>(),
  'cameras.create': channel(cameraInputSchema).returns<Camera>(),
  'cameras.update': channel(cameraInputSchema).returns<Camera>(),
  'cameras.remove': channel(z.object({ id: cameraIdSchema })).returns<null>(),
  /** Opens the system's file dialog; null when it was closed without a choice. */
  'cameras.chooseFile': channel(nothing).returns<string | null>(),
  /** Opens a source for a few seconds beside the running cameras; takes up to 15 s. */
  'cameras.try': channel(trialInputSchema).returns<CameraTrial>(),
  /** Cameras at this computer. */
  'cameras.findUsb': channel(nothing).returns<UsbCamera[]>(),
  /** Asks the local network for ONVIF cameras; takes about four seconds. */
  'cameras.findNetwork': channel(nothing).returns<NetworkCamera[]>(),
  'cameras.onvifProfiles': channel(onvifLoginSchema).returns<OnvifProfile[]>(),
  /** The newest picture in full size. */
  'cameras.snapshot': channel(z.object({ id: cameraIdSchema })).returns<CameraSnapshot>(),
  /** Asks where to save that picture; the path, or null when the dialog was closed. */
  'cameras.saveSnapshot': channel(z.object({ id: cameraIdSchema })).returns<string | null>(),
  /** Every camera's states over the last hours. */
  'cameras.timeline': channel(z.object({ hours: z.number().min(1).max(168).default(24) })).returns<{
    from: number
    to: number
    cameras: CameraTimeline[]
  }>(),
  /** The decoder in use; null when none was found. */
  'cameras.decoder': channel(nothing).returns<DecoderInfo | null>(),
  /** Opens the system's file dialog and asks what was chosen whether it is an ffmpeg; null when it was closed. The setting is left alone. */
  'cameras.chooseDecoder': channel(nothing).returns<DecoderInfo | null>(),

  'people.list': channel(peopleFilterSchema.extend(page)).returns<Page<Person>>(),
  'people.vocabulary': channel(nothing).returns<PeopleVocabulary>(),
  'people.get': channel(z.object({ id: personIdSchema })).returns<{
    person: Person
    references: Reference[]
    marks: Mark[]
    nearMisses: RecordedSighting[]
  }>(),
  'people.update': channel(z.object({ id: personIdSchema, person: personChangeSchema })).returns<Person>(),
  /** The same change for many. Who was erased meanwhile is passed over; `changed` counts those whom it changed. */
  'people.updateMany': channel(
    z.object({ ids: z.array(personIdSchema).min(1).max(500), change: bulkChangeSchema })
  ).returns<{ changed: number }>(),
  /** Asks where to, and writes everybody under the filter as CSV; null when the dialog was closed. `bom` is for Excel. */
  'people.export': channel(z.object({ filter: peopleFilterSchema, bom: z.boolean().default(true) })).returns<{
    file: string
    people: number
  } | null>(),
  'people.erase': channel(z.object({ id: personIdSchema })).returns<{
    references: number
    crops: number
    cancelledDeliveries: number
  }>(),
  'people.removeReference': channel(z.object({ id: referenceIdSchema })).returns<null>(),

  'enrolment.fromPhoto': channel(z.object({ picture })).returns<Candidate[]>(),
  'enrolment.fromCamera': channel(z.object({ cameraId: cameraIdSchema })).returns<Candidate[]>(),
  'enrolment.commit': channel(
    z.object({
      /** An enrolled person who gets more references, or a new one. */
      personId: personIdSchema.nullable(),
      person: personInputSchema.nullable(),
      consent: consentSchema.omit({ at: true }).nullable(),
      candidateIds: z.array(candidateIdSchema).min(1).max(20)
    })
  ).returns<EnrolmentResult>(),

  /** 1:1, a picture with another or with an enrolled person; 1:N, a picture with everybody enrolled. */
  'comparison.verify': channel(verifyInputSchema).returns<Verification>(),
  'comparison.identify': channel(identifyInputSchema).returns<Identification>(),

  /** Asks whoever stands before a camera to do `count` things in random order; 0 checks passively. `liveness` pushes follow. */
  'liveness.begin': channel(
    z.object({
      cameraId: cameraIdSchema,
      allowed: z.array(challengeStepSchema).max(4).default(challengeStepSchema.options),
      count: z.number().int().min(0).max(4).default(2),
      limits: challengeLimitsSchema.prefault({})
    })
  ).returns<{ sessionId: string }>(),
  'liveness.cancel': channel(z.object({ sessionId: sessionIdSchema })).returns<null>(),

  'attendance.list': channel(
    z.object({
      /** Epoch milliseconds of the capture, from inclusive, to exclusive. */
      from: z.number().nullish(),
      to: z.number().nullish(),
      search,
      cameraId: cameraIdSchema.nullish(),
      personId: personIdSchema.nullish(),
      ...page
    })
  ).returns<Page<Mark>>(),
  /** Today in the site's zone: last mark per person decides who is in. */
  'attendance.today': channel(nothing).returns<{
    date: string
    in: number
    out: number
    marks: number
    people: number
  }>(),
  /** Adds, changes or voids a punch; the answer is the mark that counts now, or the one that was voided. */
  'attendance.correct': channel(correctionInputSchema).returns<Mark>(),
  /** Who corrected what and why, newest first: of one person, of one mark, or all. */
  'attendance.audit': channel(
    z.object({ personId: personIdSchema.nullish(), markId: markIdSchema.nullish(), ...page })
  ).returns<Page<AuditEntry>>(),

  'shifts.list': channel(nothing).returns<Shift[]>(),
  /** Id null is a new one. Past days are judged by other rules at once. */
  'shifts.save': channel(z.object({ id: shiftIdSchema.nullable(), shift: shiftInputSchema })).returns<Shift>(),
  'shifts.remove': channel(z.object({ id: shiftIdSchema })).returns<null>(),
  /** Who works what from when: everybody's first, then by name. */
  'shifts.assignments': channel(z.object(page)).returns<Page<Assignment>>(),
  'shifts.assign': channel(assignmentInputSchema).returns<null>(),
  'shifts.unassign': channel(z.object({ id: assignmentIdSchema })).returns<null>(),
  'shifts.holidays': channel(nothing).returns<Holiday[]>(),
  'shifts.putHoliday': channel(holidaySchema).returns<null>(),
  'shifts.removeHoliday': channel(holidaySchema.pick({ date: true })).returns<null>(),

  /** Sums of each person over a period of the site's days, or their days too. */
  'reports.timesheet': channel(
    timesheetScope.extend({ days: z.boolean().default(false), ...page }).refine(isPeriod, periodProblem)
  ).returns<Page<TimesheetRow>>(),
  /** Asks where to, and writes the timesheet; null when the dialog was closed. `bom`: Excel reads a CSV as UTF-8 with it. */
  'reports.export': channel(
    timesheetScope
      .extend({ rows: z.enum(['people', 'days']), format: z.enum(['csv', 'xlsx']), bom: z.boolean().default(true) })
      .refine(isPeriod, periodProblem)
  ).returns<{ file: string; rows: number } | null>(),

  'sightings.recent': channel(
    z.object({ limit: z.number().int().min(1).max(200).default(50), decision: decisionSchema.nullish() })
  ).returns<RecordedSighting[]>(),
  'crops.get': channel(z.object({ id: cropIdSchema })).returns<Uint8Array | null>(),

  'endpoints.list': channel(nothing).returns<Endpoint[]>(),
  /** What the six dialects offer and default to; it does not change while the app runs. */
  'endpoints.dialects': channel(nothing).returns<DialectInfo[]>(),
  /** Without a secret one is made. The secret is in this answer and in no other. */
  'endpoints.create': channel(endpointInputSchema.extend({ secret: givenSecretSchema.optional() })).returns<{
    endpoint: Endpoint
    secret: string
  }>(),
  'endpoints.update': channel(z.object({ id: endpointIdSchema, endpoint: endpointInputSchema })).returns<Endpoint>(),
  'endpoints.remove': channel(z.object({ id: endpointIdSchema })).returns<{ cancelledDeliveries: number }>(),
  /**
   * `standard`: the old secret signs beside the new one for `overlapHours`. Dialects whose header holds one signature: the
   * old one signs alone until `endpoints.switchSecret`, or until the hours are over.
   */
  'endpoints.rotateSecret': channel(
    z.object({
      id: endpointIdSchema,
      overlapHours: z.number().min(0).max(168).default(24),
      secret: givenSecretSchema.optional()
    })
  ).returns<{ endpoint: Endpoint; secret: string }>(),
  /** The newest secret signs alone from now on. */
  'endpoints.switchSecret': channel(z.object({ id: endpointIdSchema })).returns<Endpoint>(),
  /**
   * Queues a sample of an event like any other delivery, so that it takes the very path of the real ones. `secretId`: signed
   * by that secret alone, to try a new one before `endpoints.switchSecret`; only where a header holds one signature.
   */
  'endpoints.sendTest': channel(
    z.object({ id: endpointIdSchema, eventType: eventTypeSchema.nullish(), secretId: secretIdSchema.nullish() })
  ).returns<Delivery>(),
  /** What would be sent with these settings; `id` lends its stored secrets to the signature. Saves nothing. */
  'endpoints.preview': channel(
    z.object({ id: endpointIdSchema.nullish(), endpoint: endpointInputSchema, eventType: eventTypeSchema.nullish() })
  ).returns<RequestPreview>(),
  /** Of a lane that a dead delivery stops: sends it again, or passes it over. */
  'endpoints.unblock': channel(z.object({ id: endpointIdSchema, how: z.enum(['retry', 'skip']) })).returns<Endpoint>(),
  /** Closes an open circuit at once. */
  'endpoints.resume': channel(z.object({ id: endpointIdSchema })).returns<Endpoint>(),
  'endpoints.receiverCode': channel(
    z.object({ id: endpointIdSchema, language: z.enum(['python', 'node']) })
  ).returns<ReceiverCode>(),
  /** Asks for a folder and writes the receiver's files into a new one in it; its path, or null when the dialog was closed. */
  'endpoints.saveReceiver': channel(z.object({ id: endpointIdSchema, language: z.enum(['python', 'node']) })).returns<
    string | null
  >(),
  /** Why a receiver finds a signature wrong; headers and body as they were received. */
  'endpoints.diagnose': channel(
    z.object({
      id: endpointIdSchema,
      headers: z.string().max(64 * 1024),
      body: z.string().max(1024 * 1024),
      /** Tried beside the stored secrets. */
      secret: z.string().max(256).default('')
    })
  ).returns<Diagnosis>(),

  'deliveries.list': channel(deliveryFilterSchema.extend(page)).returns<Page<Delivery>>(),
  'deliveries.get': channel(z.object({ id: deliveryIdSchema })).returns<DeliveryDetail>(),
  /** Dead and waiting ones: due at once, with a fresh retry budget, same ids and bytes. */
  'deliveries.retry': channel(z.object({ id: deliveryIdSchema })).returns<Delivery>(),
  'deliveries.retryDead': channel(z.object({ endpointId: endpointIdSchema })).returns<{ queued: number }>(),
  /** How many a replay would queue. */
  'deliveries.countReplay': channel(deliveryFilterSchema).returns<{ deliveries: number; pruned: number }>(),
  /** Sends again what ended, with a fresh budget: the same ids and bytes, or `asNew` ids. */
  'deliveries.replay': channel(z.object({ filter: deliveryFilterSchema, asNew: z.boolean().default(false) })).returns<{
    queued: number
  }>(),
  'deliveries.queue': channel(nothing).returns<QueueState>(),
  /** Asks where to, and writes the log in the background; null when the dialog was closed. */
  'deliveries.export': channel(
    z.object({ filter: deliveryFilterSchema, format: z.enum(['csv', 'ndjson']) })
  ).returns<ExportJob | null>(),
  'deliveries.ledger': channel(nothing).returns<LedgerState>(),
  /** Asks where to, and writes the ledger with the deliveries that it proves; null when the dialog was closed. */
  'deliveries.exportLedger': channel(nothing).returns<ExportJob | null>(),
  'deliveries.jobs': channel(nothing).returns<ExportJob[]>(),
  'deliveries.cancelJob': channel(z.object({ id: z.string().max(60) })).returns<null>()
} as const

export type IpcChannel = keyof typeof ipc
/** What a caller writes (defaults may be left out) and what a handler gets (parsed). */
export type IpcInput<C extends IpcChannel> = z.input<(typeof ipc)[C]['input']>
export type IpcParsed<C extends IpcChannel> = z.output<(typeof ipc)[C]['input']>
export type IpcOutput<C extends IpcChannel> =
  NonNullable<(typeof ipc)[C]['__output']> | (null extends (typeof ipc)[C]['__output'] ? null : never)
