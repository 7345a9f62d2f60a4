import type { Mark, RecordedSighting, Sighting } from '../../contracts/domain/attendance'
import type { CameraTimeline, TimelineSpan } from '../../contracts/cameras'
import type { Camera, CameraInput } from '../../contracts/domain/camera'
import type { AuditEntry, CorrectionInput } from '../../contracts/domain/correction'
import type { EventType, NewDomainEvent } from '../../contracts/domain/event'
import type { MatchScale } from '../../contracts/domain/event-parts'
import type { FaceQuality, ModelRef } from '../../contracts/domain/face'
import type {
  BulkChange,
  Consent,
  PeopleFilter,
  PeopleVocabulary,
  Person,
  PersonChange,
  PersonInput,
  Reference
} from '../../contracts/domain/person'
import type { Assignment, AssignmentInput, Holiday, Shift, ShiftInput } from '../../contracts/domain/shift'
import type { SiteSettings, SiteSettingsChange } from '../../contracts/domain/site'
import type { TimesheetRow } from '../../contracts/domain/timesheet'
import type {
  Attempt,
  Delivery,
  DeliveryDetail,
  DeliveryFilter,
  Diagnosis,
  Endpoint,
  EndpointInput,
  EndpointOptions,
  LedgerState,
  QueueState
} from '../../contracts/domain/webhook'
import type { IpcParsed, Page } from '../../contracts/ipc'
import type { SignedCheckpoint } from '../webhooks/ledger/checkpoint'
import type { LedgerRow } from '../webhooks/ledger/row'

/** What every writing use case tells its caller besides its answer. */
export interface Written<T> {
  value: T
  /** True when deliveries came due by this commit: the dispatcher should look. */
  deliveriesDue: boolean
}

export interface NewReference {
  /** L2-normalised, length of the model's dimension. */
  template: Float32Array
  model: ModelRef
  quality: FaceQuality
  /** JPEG; null in template-only mode. */
  crop: Uint8Array | null
}

/** A camera with what a decoder needs to open it. Never logged, never sent to a window. */
export interface CameraSecretConfig {
  camera: Camera
  password: string | null
}

export interface CameraStateNote {
  cameraId: string
  state: TimelineSpan['state']
  problem: TimelineSpan['problem']
}

/** A delivery taken for sending, with everything that the sender needs. The attempt row is already committed. */
export interface ClaimedDelivery {
  /** Of a batch: its first delivery, which stands for all. */
  deliveryId: string
  leaseId: string
  endpointId: string
  /** The integrator's own name for the endpoint, or its id. */
  endpointAlias: string
  attempt: number
  /** Attempt within the present retry budget, from 1. */
  budgetAttempt: number
  /** What `webhook-id` carries: the event's id, or the batch's. */
  eventId: string
  eventType: EventType
  /** What the dialect calls the event. */
  eventName: string
  /** How many events the body holds: more than one in a batch. */
  events: number
  url: string
  timeoutMs: number
  allowLoopback: boolean
  body: Uint8Array
  contentType: string
  /** Dialect headers that do not depend on the attempt's time. */
  headers: Record<string, string>
  /** The operator's own. Values are credentials: never logged. */
  customHeaders: Record<string, string>
  dialect: Endpoint['dialect']
  options: EndpointOptions
  /** Newest first; all of them sign where the dialect can carry several, else the first. */
  secrets: string[]
  /** PKCS#8 PEM of the site's ed25519 key where this endpoint asks for `v1a`; null otherwise. */
  signingKey: string | null
  /** PEM; null without a client certificate. */
  clientKey: string | null
  proxyPassword: string | null
  /** The form that the receiver was found to take (`face-service`, `auto`); null while it is not known. */
  pinnedSignatureFormat: 'prefixed' | 'bare' | null
}

export interface AttemptResult {
  deliveryId: string
  leaseId: string
  attempt: number
  requestHeaders: Record<string, string>
  durationMs: number
  status: number | null
  responseHeaders: Record<string, string>
  responseBody: string
  responseCut: boolean
  /** Words of a network failure; null when an answer came. */
  error: string | null
  /** Kind of failure as the dispatcher saw it; retry-policy decides from it and from `status`. */
  failure: 'none' | 'network' | 'timeout' | 'refused_destination'
  /** Nothing was reached at all (no route, no name, refused link), as against a receiver that answers badly. */
  unreachable: boolean
  /** Milliseconds that the receiver asked for with Retry-After; null when it did not. */
  retryAfterMs: number | null
  /** The form of the signature that turned out to pass, to be kept; null when nothing was found out. */
  pinSignatureFormat: 'prefixed' | 'bare' | null
  /** What an answer of success says against itself; null otherwise. */
  doubt: string | null
  /** The receiver's `Date` less our clock, ms; null without one. */
  clockSkewMs: number | null
}

export interface QueueSummary {
  link: QueueState['link']
  waiting: number
  dead: number
  /**
   * Milliseconds until the next attempt falls due on the steady clock; null when nothing waits. What is being sent falls
   * due again when its lease ends, should its result get lost.
   */
  nextDueInMs: number | null
}

/** A template of a reference that is there already; null when its kept picture shows no face. */
export interface NewTemplate {
  referenceId: string
  template: Float32Array | null
}

/** A reference that has no template in some space, and was not looked at in vain either. */
export interface UnembeddedReference {
  referenceId: string
  personId: string
  /** Its picture may be gone: the site can keep none. */
  cropId: string
}

/** How far the gallery is there in one embedding space: enrolled people who have references, and those references. */
export interface TemplateCoverage {
  people: number
  /** Of these, those with at least one template. */
  readyPeople: number
  references: number
  embedded: number
  /** Looked at in vain: no picture was kept, or it shows no face. */
  failed: number
}

/** Templates are being made for a pack; null is the one that Muster ships. */
export interface EmbeddingJob {
  pack: string | null
  paused: boolean
}

/** What a space's cosines and a pack's liveness are judged by. */
export interface PackThresholds {
  matchThreshold: number
  margin: number
  livenessThreshold: number
}

export interface GalleryEntry {
  referenceId: string
  personId: string
  name: string
  template: Float32Array
}

export interface OpenReport {
  schemaVersion: number
  sqliteVersion: string
  siteId: string
  nodeId: string
  /** Path of the damaged database that was set aside, when a corrupt one was found; null otherwise. */
  corruptSetAside: string | null
  /** Attempts that were open when the app last ended: queued again as `unknown`. */
  recoveredAttempts: number
  /** Crop files without a row that were swept. */
  orphanCrops: number
}

/** The one thread that writes. Every method is one use case, all or nothing, and answers after COMMIT. */
export interface StorageWriter {
  /** `matchScale` gives the score its meaning; null for the pack that Muster ships. */
  recordSighting(
    sighting: Sighting,
    matchScale?: MatchScale | null
  ): Promise<Written<{ sighting: RecordedSighting; mark: Mark | null; duplicate: boolean }>>
  appendEvent(event: NewDomainEvent): Promise<Written<{ eventId: string }>>
  /** Like `appendEvent`, and keeps nothing of what no endpoint wants: for what is many, and no record by itself. */
  offerEvent(event: NewDomainEvent): Promise<Written<null>>
  /** Writes the correction, its line of the audit trail and the event of the mark that counts now; originals stay as they are. */
  correctAttendance(input: CorrectionInput): Promise<Written<Mark>>
  /** Id null is a new one. */
  saveShift(id: string | null, input: ShiftInput): Promise<Shift>
  /** Refused while anybody is assigned to it. */
  removeShift(id: string): Promise<null>
  assignShift(input: AssignmentInput): Promise<null>
  unassignShift(id: string): Promise<null>
  putHoliday(holiday: Holiday): Promise<null>
  removeHoliday(date: string): Promise<null>
  changeSettings(change: SiteSettingsChange): Promise<SiteSettings>

  createCamera(input: CameraInput): Promise<Camera>
  updateCamera(input: CameraInput): Promise<Camera>
  removeCamera(id: string): Promise<null>
  /** How cameras stand now, for their timelines: told at each change and at least once a minute. */
  noteCameraStates(notes: CameraStateNote[]): Promise<null>

  /** A new person with references under a consent, or more references for one who gave it. */
  enrol(input: {
    personId: string | null
    person: PersonInput | null
    consent: Omit<Consent, 'at'> | null
    references: NewReference[]
  }): Promise<Written<{ person: Person; references: Reference[] }>>
  updatePerson(id: string, change: PersonChange): Promise<Written<Person>>
  /** The same change for each of these people; who is not there any more is passed over. */
  updatePeople(ids: string[], change: BulkChange): Promise<Written<{ changed: number }>>
  removeReference(id: string): Promise<Person>
  /**
   * Destroys the person's data key, templates and crops; cancels deliveries about them. Their marks stay under the bare id:
   * `personName` and `externalId` are empty then, and the name of their sightings is null.
   */
  erasePerson(id: string): Promise<Written<{ references: number; crops: number; cancelledDeliveries: number }>>

  /** More templates in one space. What was removed meanwhile is passed over. */
  storeTemplates(input: { model: ModelRef; templates: NewTemplate[] }): Promise<{ stored: number }>
  /** Every template of one space. References stay, and so do their pictures. */
  removeTemplates(model: ModelRef): Promise<{ removed: number }>
  /** Which templates are to be made, or null for none: it outlives a restart. */
  setEmbeddingJob(job: EmbeddingJob | null): Promise<null>
  /** Another pack, with the thresholds that it was left with before or else the given ones; cameras' own come and go with it. */
  switchPack(input: { pack: string | null; thresholds: PackThresholds }): Promise<SiteSettings>

  /** `secret` is given, never made here, and is sealed at once. */
  createEndpoint(input: EndpointInput, secret: string): Promise<Endpoint>
  /** Where this switches an endpoint on, what waited for it comes due: the dispatcher should look. */
  updateEndpoint(id: string, input: EndpointInput): Promise<Endpoint>
  /**
   * What waits is cancelled, a bounded number at a time; `more`: call again, though `pruneDeliveries` would go on with it too.
   * Where the dialect has a word for it, `webhook.deleted` is due as its last delivery in the end.
   */
  removeEndpoint(id: string): Promise<{ cancelledDeliveries: number; more: boolean }>
  rotateSecret(id: string, secret: string, overlapMs: number): Promise<Endpoint>
  /** The newest secret signs alone from now on. */
  switchSecret(id: string): Promise<Endpoint>
  /**
   * `type` null is the dialect's own test event. `secretId`: that secret signs it alone, where a header holds one signature;
   * null signs like any other.
   */
  sendTest(endpointId: string, type: EventType | null, secretId?: string | null): Promise<Written<Delivery>>
  unblockEndpoint(id: string, how: 'retry' | 'skip'): Promise<Endpoint>
  resumeEndpoint(id: string): Promise<Endpoint>

  /** Takes due deliveries under a lease, renders bodies at the first claim, and commits the attempt rows. */
  claimDeliveries(input: ClaimInput): Promise<ClaimedDelivery[]>
  /** Fenced by the lease: a late result of a lost lease is recorded nowhere and answers `stale`. */
  finishAttempt(result: AttemptResult): Promise<{ outcome: AttemptOutcomeAnswer; delivery: Delivery | null }>
  /** Finishes many attempts and claims anew, all in one commit: the dispatcher's turn. */
  exchangeDeliveries(input: ClaimInput & { results: AttemptResult[] }): Promise<Exchange>
  retryDelivery(id: string): Promise<Written<Delivery>>
  retryDead(endpointId: string): Promise<Written<{ queued: number }>>
  /** Replays a page of what a filter means, oldest first, each with a fresh budget; `next` is null after the last. */
  replayDeliveries(page: ReplayPage): Promise<Written<{ queued: number; next: number | null }>>
  /** Deletes some of what is kept no longer, a bounded number at a time. `more`: call again. */
  pruneDeliveries(): Promise<{ bodies: number; deliveries: number; more: boolean; deliveriesDue: boolean }>
  /** Signs how far the ledger has come and delivers it to the endpoints that want checkpoints. Null when nothing is new. */
  checkpointLedger(): Promise<Written<{ rows: number } | null>>
}

export interface ClaimInput {
  /** Requests at most, over all endpoints. */
  limit: number
  leaseMs: number
}

export type AttemptOutcomeAnswer = 'delivered' | 'retry' | 'dead' | 'disabled' | 'stale'

export interface Exchange {
  /** As the results that were given, in their order. */
  outcomes: AttemptOutcomeAnswer[]
  claimed: ClaimedDelivery[]
  /** Milliseconds until the next look is worth while; null when nothing waits. */
  nextDueInMs: number | null
}

export interface ReplayPage {
  filter: DeliveryFilter
  /** New ids for event and delivery, as if it had happened now. */
  asNew: boolean
  afterSeq: number
  /** Deliveries up to this one were there when the operator asked. */
  upToSeq: number
  limit: number
}

/** A row of the ledger with what it vouches for, as an export holds it. */
export interface LedgerExportRow {
  row: LedgerRow
  contents: { salt: Uint8Array | null; body: Uint8Array | null; response: string | null } | null
}

/** A page of people by name. `knownTotal` spares the count. */
export type PeopleQuery = PeopleFilter & { cursor?: string | null | undefined; limit: number; knownTotal?: number }

/** Reads only, never in a long transaction; runs in a thread of its own. */
export interface StorageReader {
  settings(): Promise<SiteSettings>
  cameras(): Promise<Camera[]>
  cameraConfigs(): Promise<CameraSecretConfig[]>
  /** Epoch milliseconds, `to` exclusive. */
  cameraTimelines(window: { from: number; to: number }): Promise<CameraTimeline[]>
  people(query: PeopleQuery): Promise<Page<Person>>
  peopleVocabulary(): Promise<PeopleVocabulary>
  person(
    id: string
  ): Promise<{ person: Person; references: Reference[]; marks: Mark[]; nearMisses: RecordedSighting[] } | null>
  /** Templates of one model in order of their reference's id, `limit` at a time, after `afterReferenceId`. */
  galleryPage(input: { model: ModelRef; afterReferenceId: string | null; limit: number }): Promise<GalleryEntry[]>
  /** All templates of one model that these people have, as the gallery holds them: none of who withdrew or was erased. */
  galleryOf(input: { model: ModelRef; personIds: string[] }): Promise<GalleryEntry[]>
  /** References that were not looked at for this model yet, in order of id. */
  referencesWithout(input: {
    model: ModelRef
    afterReferenceId: string | null
    limit: number
  }): Promise<UnembeddedReference[]>
  templateCoverage(model: ModelRef): Promise<TemplateCoverage>
  /** Enrolled people whom this model cannot recognise, by name. */
  peopleWithout(input: {
    model: ModelRef
    cursor?: string | null
    limit: number
  }): Promise<Page<{ personId: string; name: string; photoCropId: string | null }>>
  embeddingJob(): Promise<EmbeddingJob | null>
  /** Those that a correction ended are among them, and say so. */
  marks(query: IpcParsed<'attendance.list'>): Promise<Page<Mark>>
  attendanceAudit(query: IpcParsed<'attendance.audit'>): Promise<Page<AuditEntry>>
  shifts(): Promise<Shift[]>
  shiftAssignments(query: IpcParsed<'shifts.assignments'>): Promise<Page<Assignment>>
  holidays(): Promise<Holiday[]>
  /** People by name, each with their days or the sums of them; those who were erased are left out. */
  timesheets(query: IpcParsed<'reports.timesheet'>): Promise<Page<TimesheetRow>>
  /** `from` to `to` in epoch milliseconds: one day of the site. */
  presence(input: { from: number; to: number }): Promise<{ in: number; out: number; marks: number; people: number }>
  recentSightings(query: IpcParsed<'sightings.recent'>): Promise<RecordedSighting[]>
  /** Opened JPEG bytes; null when the crop is gone. */
  crop(id: string): Promise<Uint8Array | null>
  endpoints(): Promise<Endpoint[]>
  deliveries(query: IpcParsed<'deliveries.list'>): Promise<Page<Delivery>>
  delivery(id: string): Promise<DeliveryDetail | null>
  queue(): Promise<QueueSummary>
  queueState(): Promise<QueueState>
  countReplay(filter: DeliveryFilter): Promise<{ deliveries: number; pruned: number; upToSeq: number }>
  /** Of an export: newest first, those before `beforeSeq`, with all attempts. */
  exportDeliveries(input: { filter: DeliveryFilter; beforeSeq: number | null; limit: number }): Promise<{
    deliveries: { delivery: Delivery; batchId: string | null; attempts: Omit<Attempt, 'responseBody'>[] }[]
    next: number | null
  }>
  countDeliveries(filter: DeliveryFilter): Promise<number>
  /** Values that open nothing but a signature: for the doctor and for previews. */
  endpointSecrets(
    id: string
  ): Promise<{ endpoint: Endpoint; secrets: string[]; headers: Record<string, string> } | null>
  /** PEM, for a look at whether it fits its certificate; null without one. */
  endpointClientKey(id: string): Promise<string | null>
  /** Why a receiver finds a signature wrong; worked out in the reader's thread, since it may take a while. Null without that endpoint. */
  diagnose(input: IpcParsed<'endpoints.diagnose'>, receivedAt: number): Promise<Diagnosis | null>
  ledgerState(): Promise<LedgerState>
  /** Of an export: rows after `afterSeq` in order. */
  exportLedger(input: { afterSeq: number; limit: number }): Promise<LedgerExportRow[]>
  ledgerCheckpoints(): Promise<SignedCheckpoint[]>
  /** PKCS#8 PEM of the site's ed25519 key. Never leaves main. */
  signingKey(): Promise<string>
}

export type { Attempt }
