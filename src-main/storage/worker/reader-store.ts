import type { ModelRef } from '../../../contracts/domain/face'
import type { DeliveryDetail } from '../../../contracts/domain/webhook'
import type { GalleryEntry, StorageReader } from '../api'
import type { Clock } from '../../platform/clock'
import { diagnoseEndpoint } from '../../webhooks/doctor/diagnose-endpoint'
import type { StorageThreadData } from '../protocol'
import { CropFiles } from './crop-files'
import { dataPaths } from './data-paths'
import { openForReading } from './database'
import { attemptsOf } from './queries/attempts'
import { cameraTimelines } from './queries/camera-states'
import { cameraRows, toCamera } from './queries/cameras'
import { listCorrections } from './queries/corrections'
import { cropPlace } from './queries/crops'
import { deliveryAt, leadOf, loggedDeliveryRow, toDelivery } from './queries/deliveries'
import { countDeliveries, listDeliveries, loggedDeliveries } from './queries/delivery-log'
import { openClientKey, openHeaders } from './queries/endpoint-sealed'
import { endpointRow, endpointRows, toEndpoint } from './queries/endpoints'
import { ledgerCheckpoints, ledgerExportRows, ledgerState } from './queries/ledger-rows'
import { lastMarksOf, listMarks, presence } from './queries/marks'
import { listPeople, peopleVocabulary } from './queries/people-list'
import { personRow, toPerson } from './queries/people'
import { readEmbeddingJob } from './queries/packs'
import { queueState, queueSummary } from './queries/queue'
import { referencesOf, toReference } from './queries/references'
import { countReplayable, lastDeliverySeq } from './queries/replay'
import { bodyPlace, requestBody } from './queries/request-bodies'
import { openSecrets } from './queries/secrets'
import { readSettings, storedMeta } from './queries/settings'
import { signingKeyPem } from './queries/signing-keys'
import { nearMissesOf, recentSightings } from './queries/sightings'
import { holidaysByDate, listAssignments, shiftsByName } from './queries/shifts'
import type { TemplateRow } from './queries/templates'
import {
  galleryRows,
  galleryRowsOf,
  peopleWithoutTemplate,
  templateCoverage,
  templatePlace,
  unembeddedRows
} from './queries/templates'
import { timesheets } from './queries/timesheets'
import type { Sql } from './sql'
import type { Times } from './steady-time'
import { readerTimes } from './steady-time'
import { passwordPlace } from './use-cases/site'
import { Vault } from './vault'

const marksOnPerson = 50
const nearMissesOnPerson = 20

/** Every method of the reader, answering at once; the thread's edge makes promises of them. */
export type ReaderMethods = {
  [M in keyof StorageReader]: (...args: Parameters<StorageReader[M]>) => Awaited<ReturnType<StorageReader[M]>>
}

export interface OpenReader {
  methods: ReaderMethods
  close: () => void
}

/** A read-only view of the data folder on a connection of its own. The writer must have opened it. */
export function openReader(
  options: Omit<StorageThreadData, 'timeZone' | 'reserveBytes'> & { clock: Clock }
): OpenReader {
  const paths = dataPaths(options.dataDir)
  const sql = openForReading(paths)
  const vault = new Vault(sql, { id: options.siteKey.keyId, key: options.siteKey.key })
  const crops = new CropFiles(paths.crops)
  const times = () => readerTimes(options.clock, options.steadyCell)

  const methods: ReaderMethods = {
    settings: () => readSettings(sql),
    cameras: () => cameraRows(sql).map(toCamera),
    cameraConfigs: () =>
      cameraRows(sql).map((row) => ({
        camera: toCamera(row),
        password: row.password === null ? null : vault.openText(passwordPlace(row.id), row.password)
      })),
    cameraTimelines: (window) => cameraTimelines(sql, window),
    people: (query) => listPeople(sql, query),
    peopleVocabulary: () => peopleVocabulary(sql),
    person: (id) => {
      const row = personRow(sql, id)
      if (row === undefined) return null
      const references = referencesOf(sql, id).map(toReference)
      const nearMisses = nearMissesOf(sql, id, nearMissesOnPerson)
      return { person: toPerson(row), references, marks: lastMarksOf(sql, vault, id, marksOnPerson), nearMisses }
    },
    galleryPage: (query) => galleryRows(sql, query).flatMap((row) => galleryEntry(vault, query.model, row) ?? []),
    galleryOf: (query) => galleryRowsOf(sql, query).flatMap((row) => galleryEntry(vault, query.model, row) ?? []),
    referencesWithout: (query) => unembeddedRows(sql, query),
    templateCoverage: (model) => templateCoverage(sql, model),
    peopleWithout: (query) => peopleWithoutTemplate(sql, query),
    embeddingJob: () => readEmbeddingJob(sql),
    marks: (query) => listMarks(sql, vault, query),
    attendanceAudit: (query) => listCorrections(sql, vault, query),
    shifts: () => shiftsByName(sql),
    shiftAssignments: (query) => listAssignments(sql, query),
    holidays: () => holidaysByDate(sql),
    timesheets: (query) => timesheets(sql, query, options.clock.now()),
    presence: (window) => presence(sql, window),
    recentSightings: (query) => recentSightings(sql, query),
    crop: (id) => openCrop(sql, vault, crops, id),
    endpoints: () => endpointRows(sql).map((row) => toEndpoint(sql, row, times())),
    deliveries: (query) => listDeliveries(sql, query, times()),
    delivery: (id) => deliveryDetail(sql, vault, id, times()),
    queue: () => queueSummary(sql, times()),
    queueState: () => queueState(sql, times()),
    countReplay: (filter) => ({ ...countReplayable(sql, filter), upToSeq: lastDeliverySeq(sql) }),
    countDeliveries: (filter) => countDeliveries(sql, filter),
    exportDeliveries: ({ filter, beforeSeq, limit }) => {
      const rows = loggedDeliveries(sql, filter, beforeSeq, limit)
      const deliveries = rows.map((row) => ({
        delivery: toDelivery(row, times()),
        batchId: row.batch_id,
        attempts: attemptsOf(sql, null, { seq: leadOf(row), id: row.id })
      }))
      return { deliveries, next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) }
    },
    endpointSecrets: (id) => {
      const row = endpointRow(sql, id)
      if (row === undefined) return null
      return {
        endpoint: toEndpoint(sql, row, times()),
        secrets: openSecrets(sql, vault, id, times()),
        headers: openHeaders(vault, row)
      }
    },
    endpointClientKey: (id) => {
      const row = endpointRow(sql, id)
      return row === undefined ? null : openClientKey(vault, row)
    },
    diagnose: (input, receivedAt) => diagnoseEndpoint(methods, input, receivedAt),
    ledgerState: () => ledgerState(sql, siteOf(sql)),
    exportLedger: (page) => ledgerExportRows(sql, vault, siteOf(sql), page),
    ledgerCheckpoints: () => ledgerCheckpoints(sql),
    signingKey: () => signingKeyPem(sql, vault)
  }
  return { methods, close: () => sql.db.close() }
}

function deliveryDetail(sql: Sql, vault: Vault, id: string, times: Times): DeliveryDetail | null {
  const row = loggedDeliveryRow(sql, id)
  if (row === undefined) return null
  const lead = { seq: leadOf(row), id: deliveryAt(sql, leadOf(row))?.id ?? id }
  const request = requestBody(sql, lead.seq)
  const text = request === undefined ? null : vault.openText(bodyPlace(lead.id), request.body)
  return { delivery: toDelivery(row, times), requestBody: text, attempts: attemptsOf(sql, vault, lead) }
}

const siteOf = (sql: Sql) => ({ siteId: storedMeta(sql, 'site_id'), nodeId: storedMeta(sql, 'node_id') })

/** Null when the person was erased between two pages. */
function galleryEntry(vault: Vault, model: ModelRef, row: TemplateRow): GalleryEntry | null {
  const opened = vault.open(templatePlace(row.reference_id, model, row.moved === 1), row.template)
  if (opened === null) return null
  const template = new Float32Array(
    opened.buffer,
    opened.byteOffset,
    opened.byteLength / Float32Array.BYTES_PER_ELEMENT
  )
  return { referenceId: row.reference_id, personId: row.person_id, name: row.name, template }
}

function openCrop(sql: Sql, vault: Vault, crops: CropFiles, id: string): Uint8Array | null {
  if (sql.get('SELECT 1 FROM crops WHERE id = @id', { id }) === undefined) return null
  const sealed = crops.read(id)
  return sealed === null ? null : vault.open(cropPlace(id), sealed)
}
