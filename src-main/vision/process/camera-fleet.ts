import type { CameraStatus, Tamper } from '../../../contracts/domain/camera-status'
import { offStatus } from '../../../contracts/domain/camera-status'
import type { Clock } from '../../platform/clock'
import type { CameraConfig } from '../protocol'
import { CameraSource, captureBackoff } from './capture/camera-source'
import type { Decoder } from './capture/decoder-probe'
import type { PreviewPicture } from './capture/decoder-run'
import { captureTiming } from './capture/decoder-run'
import { FrameMemory } from './capture/frame-memory'
import type { FrameSlots } from './capture/frame-slots'
import type { OpenShots } from './capture/shot-source'
import type { StartGate } from './capture/start-gate'
import { WorkerTurns } from './worker-turns'
import type { ToWorker } from './worker/worker-messages'
import { analysisSettingsOf } from './worker/worker-messages'

export interface CameraFleetDeps {
  decoder: () => Promise<Decoder | null>
  detector: { width: number; height: number }
  /** Which of its cameras may begin. */
  gate: StartGate
  openShots: OpenShots
  clock: Clock
  random: () => number
  toWorker: (cameraId: string, message: ToWorker) => void
  /** The worker that has, or will have, a camera's pictures. */
  workerOf: (cameraId: string) => number
  /** A camera has left; its worker may be given another. */
  onGone: (cameraId: string) => void
  onStatus: (status: CameraStatus) => void
  /** A decoder came or went. */
  onChildren: () => void
  /** A decoder has begun; the sizes of its pictures are known. */
  onBegin: (cameraId: string, width: number, height: number) => void
  isWatched: (cameraId: string) => boolean
  onPreview: (cameraId: string, picture: PreviewPicture) => void
  /** Whether somebody waits for the faces of this camera's next picture itself. */
  wantsStill: (cameraId: string) => boolean
  /** Whether somebody waits for this camera's next picture, whole. */
  wantsSnapshot: (cameraId: string) => boolean
}

interface Member {
  config: CameraConfig
  source: CameraSource | null
  /** Resolves when the source before is gone: a camera at this computer, and many a network camera, serves one at a time. */
  gone: Promise<void>
  /** Of its pictures; one source after the other uses it. */
  memory: FrameMemory
  /** The picture that the worker has; one per camera, the next is the newest there is then. */
  inFlight: { slots: FrameSlots; slot: number; capturedAt: number } | null
}

/** All cameras of the process: starts, changes and stops their sources, and hands their newest pictures to the workers. */
export class CameraFleet {
  private readonly members = new Map<string, Member>()
  /** Sources that are being stopped, so that a shutdown can wait for their decoders. */
  private readonly ending = new Map<CameraSource, Promise<void>>()
  private readonly turns: WorkerTurns

  constructor(private readonly deps: CameraFleetDeps) {
    this.turns = new WorkerTurns(deps.workerOf, (cameraId) => this.feed(cameraId))
  }

  /** Makes the running set the wanted one. Only what changed in a way that the decoder sees is started anew. */
  apply(wanted: readonly CameraConfig[]): void {
    const ids = new Set(wanted.map(({ camera }) => camera.id))
    for (const [id, member] of this.members) if (!ids.has(id)) this.remove(id, member)
    for (const config of wanted) this.put(config)
  }

  /** Opens every camera anew: with another decoder. */
  renew(): void {
    for (const member of this.members.values()) if (member.source) void this.reopen(member, member.source)
  }

  /**
   * Closes a camera at this computer while something else opens it, and opens it again after that: its cable serves one at
   * a time.
   *
   * @param device as cameras name it; with none of that name nothing is closed
   */
  async lend<T>(device: string, act: () => Promise<T>): Promise<T> {
    let giveBack: () => void = () => undefined
    const back = new Promise<void>((resolve) => (giveBack = resolve))
    const closed: Promise<void>[] = []
    for (const member of this.members.values()) {
      const { source } = member.config.camera
      if (member.source && source.kind === 'usb' && source.device === device)
        closed.push(this.reopen(member, member.source, back))
    }
    await Promise.all(closed)
    try {
      return await act()
    } finally {
      giveBack()
    }
  }

  /** How a camera is configured, running or not. */
  configOf(cameraId: string): CameraConfig | null {
    return this.members.get(cameraId)?.config ?? null
  }

  isLive(cameraId: string): boolean {
    return this.members.get(cameraId)?.source?.live ?? false
  }

  /**
   * The worker is done with a camera's picture: the slot is free, and the newest one waits for its turn.
   *
   * @param result null when it could not be analysed; not `searched` when it was passed over since time was short
   */
  analysed(cameraId: string, slot: number, result: { searched: boolean; tamper: Tamper | null } | null): void {
    this.turns.done(cameraId, slot)
    const member = this.members.get(cameraId)
    if (!member?.inFlight || member.inFlight.slot !== slot) return
    member.inFlight.slots.release(slot)
    const { capturedAt } = member.inFlight
    member.inFlight = null
    member.source?.countAnalysed(result?.searched ?? true)
    if (result?.searched) member.source?.noteLatency(this.deps.clock.now() - capturedAt)
    if (result) member.source?.noteTamper(result.tamper)
    this.turns.ready(cameraId)
  }

  async stop(): Promise<void> {
    for (const [id, member] of this.members) this.remove(id, member)
    await Promise.all(this.ending.values())
  }

  /** Of every decoder that runs, those included that were told to end. */
  pids(): number[] {
    const running = [...this.members.values()].flatMap(({ source }) => source ?? [])
    return [...running, ...this.ending.keys()].flatMap(({ pid }) => pid ?? [])
  }

  private put(config: CameraConfig): void {
    const { id, enabled } = config.camera
    const old = this.members.get(id)
    const memory = new FrameMemory()
    const member: Member = old ?? { config, source: null, gone: Promise.resolve(), memory, inFlight: null }
    const anew = !old || decoderSees(old.config) !== decoderSees(config)
    member.config = config
    this.members.set(id, member)
    this.deps.toWorker(id, { type: 'camera', settings: analysisSettingsOf(config.camera) })
    if (!anew) return
    if (member.source) member.gone = this.end(member.source)
    member.source = null
    if (!enabled) {
      member.memory = new FrameMemory()
      this.deps.onStatus(offStatus(id, this.deps.clock.now()))
      return
    }
    member.source = this.open(member)
    member.source.start()
  }

  /** Resolves when the source before is gone; the next one begins then, and not before `due`. */
  private reopen(member: Member, before: CameraSource, due: Promise<void> = Promise.resolve()): Promise<void> {
    const gone = this.end(before)
    member.gone = gone.then(() => due)
    member.source = this.open(member)
    member.source.start()
    return gone
  }

  private open({ config, gone, memory }: Member): CameraSource {
    const { id } = config.camera
    const source: CameraSource = new CameraSource(config, {
      decoder: this.deps.decoder,
      enter: () => gone.then(() => this.deps.gate.enter()),
      openShots: this.deps.openShots,
      detector: this.deps.detector,
      memory,
      clock: this.deps.clock,
      random: this.deps.random,
      timing: captureTiming,
      backoff: captureBackoff,
      onStatus: (status) => {
        // The last words of a source that was replaced say nothing about the camera as it is now.
        if (this.members.get(id)?.source === source) this.deps.onStatus(status)
      },
      onSlots: ({ layout, buffers }) => {
        this.deps.toWorker(id, { type: 'slots', cameraId: id, layout, buffers: [...buffers] })
        this.deps.onBegin(id, layout.width, layout.height)
      },
      onReady: () => this.turns.ready(id),
      wantsPreview: () => this.deps.isWatched(id),
      onPreview: (picture) => this.deps.onPreview(id, picture),
      onChild: () => this.deps.onChildren()
    })
    return source
  }

  /** Hands over the newest picture there is. Answers its slot, or null when there is none. */
  private feed(cameraId: string): number | null {
    const member = this.members.get(cameraId)
    const slots = member?.source?.slots
    if (!member || member.inFlight || !slots) return null
    const frame = slots.takeLatest()
    if (!frame) return null
    member.inFlight = { slots, slot: frame.slot, capturedAt: frame.capturedAt }
    const [still, snapshot] = [this.deps.wantsStill(cameraId), this.deps.wantsSnapshot(cameraId)]
    this.deps.toWorker(cameraId, { type: 'frame', cameraId, ...frame, still, snapshot })
    return frame.slot
  }

  private remove(id: string, member: Member): void {
    this.members.delete(id)
    this.turns.forget(id)
    if (member.source) void this.end(member.source)
    this.deps.toWorker(id, { type: 'camera-gone', cameraId: id })
    this.deps.onGone(id)
    this.deps.onStatus(offStatus(id, this.deps.clock.now()))
  }

  /** Resolves when its decoder is gone. */
  private end(source: CameraSource): Promise<void> {
    const ended = source.stop().then(() => {
      this.ending.delete(source)
      this.deps.onChildren()
    })
    this.ending.set(source, ended)
    return ended
  }
}

/** What of a configuration the decoder's command line depends on, as one comparable text. */
const decoderSees = ({ camera, password }: CameraConfig): string => {
  const { enabled, source, analysisFps, options } = camera
  const { rotation, mirror, hardwareDecoding } = options
  return JSON.stringify([enabled, source, analysisFps, password, rotation, mirror, hardwareDecoding])
}
