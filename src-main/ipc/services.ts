import type { AboutInfo, AppStatus } from '../../contracts/status'
import type { SiteSettings, SiteSettingsChange } from '../../contracts/domain/site'
import type { QueryRoot } from '../../contracts/push'
import type { TimesheetExport } from '../attendance/export/timesheet-export'
import type { CameraTools } from '../cameras/camera-tools'
import type { CameraRegistry } from '../cameras/registry'
import type { Comparison } from '../gallery/comparison'
import type { Enrolment } from '../gallery/enrolment'
import type { ModelPacks } from '../gallery/model-packs'
import type { Log } from '../platform/log'
import type { StorageReader, StorageWriter, Written } from '../storage/api'
import type { Engine } from '../vision/engine'
import type { LivenessSessions } from '../vision/liveness-sessions'
import type { EndpointService } from '../webhooks/endpoints'
import type { ExportJobs } from '../webhooks/export-jobs'

/** What the handlers of an open site work with; `app/` builds it. */
export interface Services {
  writer: StorageWriter
  reader: StorageReader
  cameras: CameraRegistry
  cameraTools: CameraTools
  enrolment: Enrolment
  comparison: Comparison
  liveness: LivenessSessions
  endpoints: EndpointService
  exports: ExportJobs
  timesheets: TimesheetExport
  now: () => number
  log: Log
  /** Tells windows what is stale, and wakes the dispatcher where deliveries came due. */
  changed: (roots: QueryRoot[], written?: Pick<Written<unknown>, 'deliveriesDue'>) => void
  /** Recognition is to know of these people's templates, names or absence; without them the whole gallery is read anew. */
  galleryChanged: (personIds?: readonly string[]) => void
  engine: Pick<Engine, 'status' | 'check'>
  packs: ModelPacks
  status: () => AppStatus
  about: () => Promise<AboutInfo>
  changeSettings: (change: SiteSettingsChange) => Promise<SiteSettings>
  shell: {
    chooseVideoFile: () => Promise<string | null>
    chooseProgram: () => Promise<string | null>
    /** Asks where to save a picture, which is a JPEG, and under what name; its path, or null when the dialog was closed. */
    savePicture: (suggestedName: string, jpeg: Uint8Array) => Promise<string | null>
    /** Asks where to save a file, under this name unless the operator chooses another; null when the dialog was closed. */
    saveFile: (name: string) => Promise<string | null>
    /** Throws `unavailable` where there are no windows. */
    openWall: () => void
    chooseFolder: () => Promise<string | null>
    openLogs: () => Promise<void>
    startDemo: () => void
    leaveDemo: () => void
  }
}
