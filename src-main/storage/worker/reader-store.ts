import type { ModelRef } from '../../../contracts/domain/face'
import type { GalleryEntry, StorageReader } from '../api'
import type { Clock } from '../../platform/clock'
import type { StorageThreadData } from '../protocol'
import { CropFiles } from './crop-files'
import { dataPaths } from './data-paths'
import { openForReading } from './database'
import { attemptsOf } from './queries/attempts'
import { cameraTimelines } from './queries/camera-states'
import { cameraRows, toCamera } from './queries/cameras'
import { cropPlace } from './queries/crops'
import { bodyPlace, deliveryRow, listDeliveries, queueSummary, toDelivery } from './queries/deliveries'
import { endpointRows, toEndpoint } from './queries/endpoints'
import { lastMarksOf, listMarks, presence } from './queries/marks'
import { listPeople, personRow, toPerson } from './queries/people'
import { readEmbeddingJob } from './queries/packs'
import { referencesOf, toReference } from './queries/references'
import { readSettings } from './queries/settings'
import { nearMissesOf, recentSightings } from './queries/sightings'
import type { TemplateRow } from './queries/templates'
import {
  galleryRows,
  galleryRowsOf,
  peopleWithoutTemplate,
  templateCoverage,
  templatePlace,
  unembeddedRows
} from './queries/templates'
import type { Sql } from './sql'
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
    person: (id) => {
      const row = personRow(sql, id)
      if (row === undefined) return null
      const references = referencesOf(sql, id).map(toReference)
      const nearMisses = nearMissesOf(sql, id, nearMissesOnPerson)
      return { person: toPerson(row), references, marks: lastMarksOf(sql, id, marksOnPerson), nearMisses }
    },
    galleryPage: (query) => galleryRows(sql, query).flatMap((row) => galleryEntry(vault, query.model, row) ?? []),
    galleryOf: (query) => galleryRowsOf(sql, query).flatMap((row) => galleryEntry(vault, query.model, row) ?? []),
    referencesWithout: (query) => unembeddedRows(sql, query),
    templateCoverage: (model) => templateCoverage(sql, model),
    peopleWithout: (query) => peopleWithoutTemplate(sql, query),
    embeddingJob: () => readEmbeddingJob(sql),
    marks: (query) => listMarks(sql, query),
    presence: (window) => presence(sql, window),
    recentSightings: (query) => recentSightings(sql, query),
    crop: (id) => openCrop(sql, vault, crops, id),
    endpoints: () => endpointRows(sql).map((row) => toEndpoint(sql, row, times())),
    deliveries: (query) => listDeliveries(sql, query, times()),
    delivery: (id) => {
      const row = deliveryRow(sql, id)
      if (row === undefined) return null
      const requestBody = row.body === null ? null : vault.openText(bodyPlace(id), row.body)
      return { delivery: toDelivery(row, times()), requestBody, attempts: attemptsOf(sql, vault, id) }
    },
    queue: () => queueSummary(sql, times())
  }
  return { methods, close: () => sql.db.close() }
}

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
