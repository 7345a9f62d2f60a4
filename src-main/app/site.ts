import { lookup as lookupWithCallback } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ulid } from 'ulid'
import type { Mark, RecordedSighting } from '../../contracts/domain/attendance'
import type { SiteSettings, SiteSettingsChange } from '../../contracts/domain/site'
import type { AboutInfo } from '../../contracts/status'
import { CameraRegistry } from '../cameras/registry'
import { CandidateShelf } from '../gallery/candidates'
import { Enrolment } from '../gallery/enrolment'
import { galleryPages } from '../gallery/snapshot'
import type { Handlers } from '../ipc/handlers'
import { makeHandlers } from '../ipc/handlers'
import type { Services } from '../ipc/services'
import type { Clock } from '../platform/clock'
import { Disposables } from '../platform/disposable'
import type { KeyProvider } from '../platform/key-provider'
import type { Log } from '../platform/log'
import type { Paths } from '../platform/paths'
import type { OpenReport } from '../storage/api'
import { StorageClient } from '../storage/storage-client'
import type { VisionClient } from '../vision/vision-client'
import { createDeliverer } from '../webhooks/deliver'
import { Dispatcher } from '../webhooks/dispatcher'
import { createEndpointService } from '../webhooks/endpoints'
import { cameraEvents } from './camera-events'
import type { Push } from './pipeline'
import { wirePipeline } from './pipeline'
import { QueueWatch } from './queue-watch'
import { StatusBoard } from './status-board'
import type { Trace } from './trace'

export interface SiteOptions {
  mode: 'site' | 'demo'
  paths: Paths
  clock: Clock
  log: Log
  trace: Trace
  push: Push
  keyProvider: KeyProvider
  vision: VisionClient
  shell: Services['shell']
  about: (report: OpenReport, keyProvider: KeyProvider) => Promise<AboutInfo>
  onSettings: (settings: SiteSettings) => void
  onRecorded: (sighting: RecordedSighting, mark: Mark | null) => void
}

/** A site that is open: storage, recognition, attendance and webhooks of one data folder. */
export interface Site {
  services: Services
  handlers: Handlers
  stop(): Promise<void>
}
