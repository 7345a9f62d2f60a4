import type { Camera, CameraInput } from '../../contracts/domain/camera'
import type { CameraSourceInput } from '../../contracts/domain/camera-source'
import { hasLogin, splitCredentials } from '../../contracts/domain/camera-source'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { offStatus } from '../../contracts/domain/camera-status'
import type { Log } from '../platform/log'
import type { CameraSecretConfig, CameraStateNote, StorageReader, StorageWriter } from '../storage/api'
import type { CameraEventType, CameraHealth } from './health'
import { cameraTransition, timelineNote, unknownHealth } from './health'
import { ScheduleWatch } from './schedule-watch'
import { TimelineKeeper } from './timeline-keeper'
import type { After } from './timers'

export interface CameraRegistryDeps {
  writer: Pick<StorageWriter, 'createCamera' | 'updateCamera' | 'removeCamera' | 'noteCameraStates'>
  reader: Pick<StorageReader, 'cameras' | 'cameraConfigs'>
  /** Told the whole wanted set after every change; a camera outside its hours is in it, switched off. */
  apply: (configs: CameraSecretConfig[]) => void
  /** Asked to record a camera event. Must not reject. */
  onEvent: (type: CameraEventType, camera: Camera, status: CameraStatus) => Promise<void>
  /** A camera's state has news. */
  onStatus: (status: CameraStatus) => void
  /** A camera was removed; its last state was told before. */
  onRemoved: (cameraId: string) => void
  /** Wall time, epoch ms. */
  now: () => number
  after: After
  log: Log
}

interface Entry {
  config: CameraSecretConfig
  /** Wanted at this moment: switched on and within its hours. */
  runs: boolean
  /** Null until something is known of it. */
  status: CameraStatus | null
  health: CameraHealth
}

/** A camera that is down, for warnings. */
export interface CameraStanding {
  camera: Camera
  status: CameraStatus
  health: CameraHealth
}

/** The site's cameras: their configuration from storage, their hours from the clock, their state from the vision process. */
export class CameraRegistry {
  private readonly entries = new Map<string, Entry>()
  private readonly schedules: ScheduleWatch
  private readonly timelines: TimelineKeeper
  private readonly recording = new Set<Promise<void>>()
  private stopped = false

  constructor(private readonly deps: CameraRegistryDeps) {
    const { now, after, writer, log } = deps
    this.schedules = new ScheduleWatch({ now, after, onChange: () => this.apply() })
    this.timelines = new TimelineKeeper({ writer, after, log, states: () => this.notes() })
  }

  /** Reads the stored set and applies it. Called at start and after every change. */
  async refresh(): Promise<void> {
    const configs = await this.deps.reader.cameraConfigs()
    if (this.stopped) return
    const stored = new Set(configs.map(({ camera }) => camera.id))
    for (const id of [...this.entries.keys()]) if (!stored.has(id)) this.drop(id)
    for (const config of configs) {
      const entry = this.entries.get(config.camera.id)
      if (entry) entry.config = config
      else this.entries.set(config.camera.id, { config, runs: false, status: null, health: unknownHealth })
    }
    this.schedules.set(configs.map(({ camera }) => camera))
    this.apply()
  }

  /** The zone in which schedules are read. */
  setTimeZone(timeZone: string): void {
    if (this.schedules.setTimeZone(timeZone)) this.apply()
  }

  list(): Promise<Camera[]> {
    return this.deps.reader.cameras()
  }

  get(id: string): Camera | null {
    return this.entries.get(id)?.config.camera ?? null
  }

  /** Of a source with a login; null when none is stored. Never sent to a window. */
  passwordOf(id: string): string | null {
    return this.entries.get(id)?.config.password ?? null
  }

  statuses(): CameraStatus[] {
    return [...this.entries.values()].flatMap(({ status }) => status ?? [])
  }

  standings(): CameraStanding[] {
    return [...this.entries.values()].flatMap(({ config: { camera }, status, health }) =>
      status ? [{ camera, status, health }] : []
    )
  }

  /** `enabled` are those that are to work at this moment. */
  counts(): { live: number; enabled: number } {
    const running = [...this.entries.values()].filter(({ runs }) => runs)
    return { enabled: running.length, live: running.filter(({ status }) => status?.state === 'live').length }
  }

  async create(input: CameraInput): Promise<Camera> {
    const camera = await this.deps.writer.createCamera(withoutCredentialsInAddress(input))
    await this.refresh()
    return camera
  }

  async update(input: CameraInput): Promise<Camera> {
    const camera = await this.deps.writer.updateCamera(withoutCredentialsInAddress(input))
    await this.refresh()
    return camera
  }

  async remove(id: string): Promise<null> {
    await this.deps.writer.removeCamera(id)
    await this.refresh()
    return null
  }

  /** Brings the stored timelines up to this moment. */
  writeTimelines(): Promise<void> {
    return this.timelines.flush()
  }

  /** Nobody reads the cameras while the vision process is down: what was live is not, and saying so is no camera's fault. */
  noteVisionDown(): void {
    for (const [id, { status }] of this.entries) {
      if (status?.state === 'live') this.take(id, waiting(status, this.deps.now()))
    }
  }

  /** Takes a state from the vision process. False when it is of no use: of a camera that was removed or switched off meanwhile. */
  noteStatus(status: CameraStatus): boolean {
    const entry = this.entries.get(status.cameraId)
    if (!entry?.runs || this.stopped) return false
    // A vision process that ends says so of each camera; these are wanted, and the next process reads them. A clip that has
    // ended says why.
    const ends = status.state === 'off' && status.problem === null
    this.take(status.cameraId, ends ? waiting(status, status.since) : status)
    return true
  }

  /** Muster ends: what ran has stopped. Resolves when that and the timelines are written. */
  async stop(): Promise<void> {
    this.schedules.dispose()
    await this.timelines.flush()
    this.timelines.dispose()
    for (const [id, entry] of this.entries) {
      entry.runs = false
      if (entry.status) this.rest(id, null)
    }
    this.stopped = true
    await Promise.all(this.recording)
  }

  /** Makes the running set the wanted one and says of each other camera that it is off, and until when. */
  private apply(): void {
    if (this.stopped) return
    const resting = new Map<string, number | null>()
    for (const [id, entry] of this.entries) {
      const { enabled } = entry.config.camera
      const { open, until } = this.schedules.stateOf(id)
      entry.runs = enabled && open
      if (!entry.runs) resting.set(id, enabled ? until : null)
    }
    this.deps.apply(
      [...this.entries.values()].map(({ config, runs }) =>
        runs === config.camera.enabled ? config : { ...config, camera: { ...config.camera, enabled: runs } }
      )
    )
    for (const [id, until] of resting) this.rest(id, until)
  }

  private drop(id: string): void {
    const entry = this.entries.get(id)
    if (!entry) return
    entry.runs = false
    if (entry.status) this.rest(id, null)
    this.entries.delete(id)
    this.timelines.forget(id)
    this.deps.onRemoved(id)
  }

  private rest(id: string, pausedUntil: number | null): void {
    const before = this.entries.get(id)?.status
    if (before?.state === 'off' && before.problem === null && before.pausedUntil === pausedUntil) return
    const now = this.deps.now()
    const since = before?.state === 'off' ? before.since : now
    this.take(id, { ...offStatus(id, since), pausedUntil })
  }

  private take(id: string, status: CameraStatus): void {
    const entry = this.entries.get(id)
    if (!entry) return
    const { health, event } = cameraTransition(entry.health, status)
    entry.status = status
    entry.health = health
    this.timelines.note(timelineNote(id, health, status.state))
    this.deps.onStatus(status)
    if (event) this.record(event, entry.config.camera, status)
  }

  private record(event: CameraEventType, camera: Camera, status: CameraStatus): void {
    const recorded = this.deps.onEvent(event, camera, status).finally(() => this.recording.delete(recorded))
    this.recording.add(recorded)
  }

  private notes(): CameraStateNote[] {
    return [...this.entries].flatMap(([id, { status, health }]) =>
      status ? [timelineNote(id, health, status.state)] : []
    )
  }
}

/** A camera that is wanted while nobody reads it. */
const waiting = (status: CameraStatus, since: number): CameraStatus => ({
  ...status,
  ...{ state: 'connecting', since, retryAt: null, problem: null, detail: '', tamper: null },
  ...{ fpsIn: 0, fpsAnalysed: 0, bitrateKbps: null, latencyMs: null }
})

/** A password pasted inside an address would end in every listing and log: it moves to its own sealed field. */
export function withoutCredentialsInAddress<T extends { source: CameraSourceInput }>(input: T): T {
  if (!hasLogin(input.source)) return input
  const split = splitCredentials(input.source.url)
  if (split === null) return input
  const source = { ...input.source, url: split.url, username: input.source.username || split.username }
  return { ...input, source: { ...source, password: input.source.password ?? split.password } }
}
