import type { CameraProblem, CameraStatus, Tamper } from '../../../../contracts/domain/camera-status'
import { offStatus } from '../../../../contracts/domain/camera-status'
import type { BackoffPolicy } from '../../../platform/backoff'
import { backoffDelay } from '../../../platform/backoff'
import type { CameraConfig } from '../../protocol'
import { LatencyMeter } from '../latency-meter'
import type { CaptureDeps, CaptureRun } from './capture-run'
import { runCapture } from './capture-run'
import type { CaptureWay } from './capture-ways'
import { CaptureWays } from './capture-ways'
import type { Decoder } from './decoder-probe'
import type { PreviewPicture } from './decoder-run'
import type { FrameMemory } from './frame-memory'
import type { FrameSlots } from './frame-slots'
import { RateMeter } from './rate-meter'
import { streamFacts } from './stream-facts'

export interface CameraSourceDeps extends CaptureDeps {
  /** The decoder at hand; asked before every try, so that one which is installed later is found. */
  decoder: () => Promise<Decoder | null>
  /** Resolves when this source may begin, with what is called once it has or has failed. */
  enter: () => Promise<() => void>
  detector: { width: number; height: number }
  /** Of the camera, whose sources follow each other; its decoders take turns with it. */
  memory: FrameMemory
  random: () => number
  backoff: BackoffPolicy
  onStatus: (status: CameraStatus) => void
  onSlots: (slots: FrameSlots) => void
  onReady: () => void
  wantsPreview: () => boolean
  onPreview: (picture: PreviewPicture) => void
  /** A child came or went. */
  onChild: () => void
}

export const captureBackoff: BackoffPolicy = { firstMs: 1000, maxMs: 30_000, jitter: 0.2 }
/** After a wrong password, at least this long: cameras lock accounts that are tried too often. */
const authDelayMs = 30_000
/** As many pictures in one life make a camera that had failed a good one again. */
const framesToForgive = 25
const statusEveryMs = 1000
const hourMs = 3_600_000
/** After so much of single pictures the stream is tried again, which a busy moment may have kept from beginning. */
const streamAgainMs = 600_000

interface LifeEnd {
  problem: CameraProblem
  detail: string
  /** Another decoder is due at once: for the new size of the pictures, or in another way. */
  again: boolean
  /** A clip that is played once has come to its end. */
  isOver: boolean
}

/** Keeps one camera's pictures coming for ever: opens its source, says why it ended, waits, opens it again. */
export class CameraSource {
  slots: FrameSlots | null = null
  private run: CaptureRun | null = null
  private stopped = false
  private wake: (() => void) | null = null
  private attempt = 0
  private readonly reconnects: number[] = []
  private readonly pictures: RateMeter
  private readonly analysed: RateMeter
  private readonly latency: LatencyMeter
  private readonly ways: CaptureWays
  private predicted = 0
  /** A clip whose size has changed is played in this size from then on. */
  private fit: { width: number; height: number } | null = null
  /** What the decoders before this one lost. */
  private lostBefore = { busy: 0, incomplete: 0 }
  private status: CameraStatus
  private statusTimer: NodeJS.Timeout | null = null
  private finished: Promise<void> = Promise.resolve()

  constructor(
    private readonly config: CameraConfig,
    private readonly deps: CameraSourceDeps
  ) {
    const { camera } = config
    this.pictures = new RateMeter(deps.clock.monotonic)
    this.analysed = new RateMeter(deps.clock.monotonic)
    this.latency = new LatencyMeter(deps.clock.monotonic)
    this.ways = new CaptureWays(camera.source, camera.options)
    this.status = offStatus(camera.id, deps.clock.now())
  }

  get pid(): number | null {
    return this.run?.decoder?.pid ?? null
  }

  get live(): boolean {
    return this.status.state === 'live'
  }

  start(): void {
    this.statusTimer = setInterval(() => {
      if (this.live) this.publish({})
    }, statusEveryMs)
    this.finished = this.keepRunning()
  }

  /** Ends the decoder and resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopped = true
    if (this.statusTimer) clearInterval(this.statusTimer)
    this.run?.stop()
    this.wake?.()
    await this.finished
  }

  /** A picture came back from the worker, which may have had no time to search it. */
  countAnalysed(searched: boolean): void {
    if (searched) this.analysed.count()
    else this.predicted++
  }

  /** How long a picture took from its capture to what was found in it, ms. */
  noteLatency(ms: number): void {
    this.latency.add(ms)
  }

  /** What the latest pictures look like; told at once when it changes. */
  noteTamper(tamper: Tamper | null): void {
    if (this.live && tamper !== this.status.tamper) this.publish({ tamper })
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopped) {
      this.publish({ state: 'connecting', retryAt: null })
      const { problem, detail, again, isOver } = await this.liveOnce()
      this.lostBefore = this.lost()
      this.slots?.end()
      this.slots = null
      if (this.stopped) break
      if (again) continue
      if (isOver) {
        this.publish({ state: 'off', problem: 'ended', detail: '', retryAt: null })
        return
      }
      const now = this.deps.clock.now()
      const wait = Math.max(
        problem === 'auth_failed' ? authDelayMs : 0,
        backoffDelay(this.deps.backoff, this.attempt++, this.deps.random)
      )
      this.reconnects.push(now)
      const lastError = { problem, detail, at: now }
      this.publish({ state: 'retrying', problem, detail, lastError, retryAt: now + wait })
      await this.sleep(wait)
    }
    this.publish({ state: 'off', problem: null, detail: '', retryAt: null })
  }

  /** Opens the source once and stays with it until it ends. */
  private async liveOnce(): Promise<LifeEnd> {
    const none = { problem: 'disconnected', detail: '', again: false, isOver: false } as const
    const decoder = await this.deps.decoder()
    if (!decoder) return { ...none, problem: 'decoder_missing' }
    const begun = await this.deps.enter()
    if (this.stopped) {
      begun()
      return none
    }
    const { current: way, isStandIn } = this.ways
    this.run = this.open(decoder, way, begun)
    this.deps.onChild()
    let isRenewed = false
    const renewal = isStandIn ? setTimeout(() => ((isRenewed = true), this.run?.stop()), streamAgainMs) : null
    const end = await this.run.ended
    begun()
    if (renewal) clearTimeout(renewal)
    this.run = null
    this.deps.onChild()
    if (end.isChange && this.settlesAfterChange(end.pictures)) return { ...none, again: true }
    const { source } = this.config.camera
    const isOver = source.kind === 'file' && !source.loop && end.problem === 'disconnected' && !end.crashed
    const learned = this.ways.learn(end)
    return { ...learned, again: learned.again || isRenewed, isOver: isOver && !learned.again }
  }

  private open(decoder: Decoder, way: CaptureWay, begun: () => void): CaptureRun {
    const { camera, password } = this.config
    const { source, options, analysisFps } = camera
    const spec = { source, password, options, analysisFps, detector: this.deps.detector, fit: this.fit }
    let pictures = 0
    const events = {
      memory: this.deps.memory,
      onSlots: (slots: FrameSlots) => {
        this.slots = slots
        this.deps.onSlots(slots)
      },
      onReady: this.deps.onReady,
      onPicture: () => {
        if (pictures === 0) begun()
        this.pictures.count()
        this.status.lastFrameAt = this.deps.clock.now()
        if (++pictures === framesToForgive) this.attempt = 0
        if (!this.live && !this.stopped) this.publish({ state: 'live', problem: null, detail: '', retryAt: null })
      },
      wantsPreview: this.deps.wantsPreview,
      onPreview: this.deps.onPreview
    }
    return runCapture(decoder, spec, way, events, this.deps)
  }

  /**
   * A camera gets a decoder for its new size unless it changes back and forth; a clip would begin anew each time, so it is
   * played in its first size, with bars, and begins anew once.
   */
  private settlesAfterChange(pictures: number): boolean {
    const { slots, config } = this
    if (config.camera.source.kind !== 'file') return pictures >= framesToForgive
    if (!slots || this.fit) return false
    this.fit = { width: slots.layout.width, height: slots.layout.height }
    return true
  }

  private publish(change: Partial<CameraStatus>): void {
    const now = this.deps.clock.now()
    const moved = change.state !== undefined && change.state !== this.status.state
    const lost = this.lost()
    while (this.reconnects.length > 0 && now - this.reconnects[0]! > hourMs) this.reconnects.shift()
    const decoder = this.run?.decoder ?? null
    this.status = {
      ...this.status,
      // Pictures that no longer come look like nothing.
      ...(moved ? { tamper: null } : {}),
      ...change,
      ...streamFacts(decoder, this.ways, this.config),
      fpsIn: decoder?.packets.fps() ?? this.pictures.perSecond(),
      latencyMs: this.latency.read(),
      since: moved ? now : this.status.since,
      fpsAnalysed: this.analysed.perSecond(),
      dropped: lost.busy + lost.incomplete,
      skipped: { ...lost, predicted: this.predicted },
      reconnectsLastHour: this.reconnects.length,
      width: this.slots?.layout.width ?? this.status.width,
      height: this.slots?.layout.height ?? this.status.height
    }
    this.deps.onStatus({ ...this.status })
  }

  private lost(): { busy: number; incomplete: number } {
    const { busy, incomplete } = this.slots?.dropped ?? { busy: 0, incomplete: 0 }
    return { busy: this.lostBefore.busy + busy, incomplete: this.lostBefore.incomplete + incomplete }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
