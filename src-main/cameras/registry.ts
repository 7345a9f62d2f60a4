import type { Camera, CameraInput } from '../../contracts/domain/camera'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { hasLogin, splitCredentials } from '../../contracts/domain/camera-source'
import type { CameraSecretConfig, StorageReader, StorageWriter } from '../storage/api'
import type { CameraEventType, CameraHealth } from './health'
import { cameraTransition } from './health'

export interface CameraRegistryDeps {
  writer: Pick<StorageWriter, 'createCamera' | 'updateCamera' | 'removeCamera'>
  reader: Pick<StorageReader, 'cameras' | 'cameraConfigs'>
  /** Told the whole wanted set after every change. */
  apply: (configs: CameraSecretConfig[]) => void
  /** Asked to record a camera event. */
  onEvent: (type: CameraEventType, camera: Camera, status: CameraStatus) => void
}

/** The site's cameras: their configuration from storage, their state from the vision process. */
export class CameraRegistry {
  private readonly states = new Map<string, { status: CameraStatus; health: CameraHealth }>()
  private known = new Map<string, Camera>()

  constructor(private readonly deps: CameraRegistryDeps) {}

  /** Reads the stored set and applies it. Called at start and after every change. */
  async refresh(): Promise<void> {
    const configs = await this.deps.reader.cameraConfigs()
    this.known = new Map(configs.map(({ camera }) => [camera.id, camera]))
    for (const id of this.states.keys()) if (!this.known.has(id)) this.states.delete(id)
    this.deps.apply(configs)
  }

  list(): Promise<Camera[]> {
    return this.deps.reader.cameras()
  }

  get(id: string): Camera | null {
    return this.known.get(id) ?? null
  }

  statuses(): CameraStatus[] {
    return [...this.states.values()].map(({ status }) => status)
  }

  counts(): { live: number; enabled: number } {
    const enabled = [...this.known.values()].filter((camera) => camera.enabled).length
    return { enabled, live: this.statuses().filter((status) => status.state === 'live').length }
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

  /**
   * Nobody reads the cameras while the vision process is down: what was live is not, and saying so is no camera's fault.
   * Answers the states that changed.
   */
  noteVisionDown(now: number): CameraStatus[] {
    const changed: CameraStatus[] = []
    for (const entry of this.states.values()) {
      if (entry.status.state !== 'live') continue
      entry.status = { ...entry.status, state: 'connecting', since: now, fpsIn: 0, fpsAnalysed: 0 }
      changed.push(entry.status)
    }
    return changed
  }

  /** Takes a state from the vision process; states of cameras removed meanwhile are dropped. */
  noteStatus(status: CameraStatus): boolean {
    const camera = this.known.get(status.cameraId)
    if (!camera) return false
    const before = this.states.get(status.cameraId)?.health ?? { phase: 'off' }
    const { health, event } = cameraTransition(before, status.state)
    this.states.set(status.cameraId, { status, health })
    if (event) this.deps.onEvent(event, camera, status)
    return true
  }
}

/** A password pasted inside an address would end in every listing and log: it moves to its own sealed field. */
export function withoutCredentialsInAddress(input: CameraInput): CameraInput {
  if (!hasLogin(input.source)) return input
  const split = splitCredentials(input.source.url)
  if (split === null) return input
  const source = { ...input.source, url: split.url, username: input.source.username || split.username }
  return { ...input, source: { ...source, password: input.source.password ?? split.password } }
}
