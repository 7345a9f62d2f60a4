import type { CameraProblem, CameraStatus, Tamper } from '../../../../contracts/domain/camera-status'
import { offStatus } from '../../../../contracts/domain/camera-status'
import type { BackoffPolicy } from '../../../platform/backoff'
import { backoffDelay } from '../../../platform/backoff'
import type { Clock } from '../../../platform/clock'
import type { CameraConfig } from '../../protocol'
import { LatencyMeter } from '../latency-meter'
import { classifyExit } from './classify-exit'
import type { CaptureTiming, DecoderRun, PreviewPicture } from './decoder-run'
import { runDecoder } from './decoder-run'
import type { Decoder } from './decoder-probe'
import { captureCommand } from './ffmpeg-command'
import type { FrameSlots } from './frame-slots'
import { RateMeter } from './rate-meter'
import { redact } from './redact'

export interface CameraSourceDeps {
  /** The decoder at hand; asked before every try, so that one which is installed later is found. */
  decoder: () => Promise<Decoder | null>
  detector: { width: number; height: number }
  clock: Clock
  random: () => number
  timing: CaptureTiming
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

/** Keeps one camera's pictures coming for ever: starts its decoder, says why it ended, waits, starts it again. */
export class CameraSource {
  slots: FrameSlots | null = null
  private run: DecoderRun | null = null
  private stopped = false
  private wake: (() => void) | null = null
  private attempt = 0
  private readonly reconnects: number[] = []
  private readonly pictures: RateMeter
  private readonly analysed: RateMeter
  private readonly latency: LatencyMeter
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
    this.pictures = new RateMeter(deps.clock.monotonic)
    this.analysed = new RateMeter(deps.clock.monotonic)
    this.latency = new LatencyMeter(deps.clock.monotonic)
    this.status = offStatus(config.camera.id, deps.clock.now())
  }

  get pid(): number | null {
    return this.run?.pid ?? null
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
      const { problem, detail, isChange } = await this.runOnce()
      this.lostBefore = this.lost()
      this.slots = null
      if (this.stopped) break
      if (isChange) continue
      const { source } = this.config.camera
      if (source.kind === 'file' && !source.loop && problem === 'disconnected') {
        this.publish({ state: 'off', problem, detail, retryAt: null })
        return
      }
      const wait = Math.max(
        problem === 'auth_failed' ? authDelayMs : 0,
        backoffDelay(this.deps.backoff, this.attempt++, this.deps.random)
      )
      this.reconnects.push(this.deps.clock.now())
      this.publish({ state: 'retrying', problem, detail, retryAt: this.deps.clock.now() + wait })
      await this.sleep(wait)
    }
    this.publish({ state: 'off', problem: null, detail: '', retryAt: null })
  }

  /** `isChange`: the source is well, but its pictures have another size from now on; a decoder for that one is due at once. */
  private async runOnce(): Promise<{ problem: CameraProblem; detail: string; isChange: boolean }> {
    const { camera, password } = this.config
    const decoder = await this.deps.decoder()
    if (!decoder) return { problem: 'decoder_missing', detail: '', isChange: false }
    if (this.stopped) return { problem: 'disconnected', detail: '', isChange: false }
    const request = { source: camera.source, password, analysisFps: camera.analysisFps, fit: this.fit }
    const size = { detectorWidth: this.deps.detector.width, detectorHeight: this.deps.detector.height }
    const command = captureCommand({ ...request, ...size }, decoder.options)
    let pictures = 0
    this.run = runDecoder(
      decoder.path,
      command,
      {
        onSlots: (slots) => {
          this.slots = slots
          this.deps.onSlots(slots)
        },
        onReady: this.deps.onReady,
        onPicture: () => {
          this.pictures.count()
          this.status.lastFrameAt = this.deps.clock.now()
          if (++pictures === framesToForgive) this.attempt = 0
          if (!this.live && !this.stopped) this.publish({ state: 'live', problem: null, detail: '', retryAt: null })
        },
        wantsPreview: this.deps.wantsPreview,
        onPreview: this.deps.onPreview
      },
      this.deps.clock,
      this.deps.timing
    )
    this.deps.onChild()
    const end = await this.run.ended
    this.run = null
    this.deps.onChild()
    return {
      problem: classifyExit({ ...end, kind: camera.source.kind }),
      detail: redact(lastWords(end.stderr), command.secrets),
      isChange: end.seen === 'changed_size' && this.settlesAfterChange(pictures)
    }
  }

  /**
   * A camera gets a decoder for its new size unless it changes back and forth; a clip would begin anew each time, so it is
   * played in its first size, with bars, and begins anew once.
   */
  private settlesAfterChange(pictures: number): boolean {
    const { slots, config } = this
    if (config.camera.source.kind === 'rtsp') return pictures >= framesToForgive
    if (!slots || this.fit) return false
    this.fit = { width: slots.layout.width, height: slots.layout.height }
    return true
  }

  private publish(change: Partial<CameraStatus>): void {
    const now = this.deps.clock.now()
    const moved = change.state !== undefined && change.state !== this.status.state
    const lost = this.lost()
    while (this.reconnects.length > 0 && now - this.reconnects[0]! > hourMs) this.reconnects.shift()
    this.status = {
      ...this.status,
      // Pictures that no longer come look like nothing.
      ...(moved ? { tamper: null } : {}),
      ...change,
      latencyMs: this.latency.read(),
      since: moved ? now : this.status.since,
      fpsIn: this.pictures.perSecond(),
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

/** The last line that ffmpeg wrote, without the address of the object that wrote it. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  return (lines.at(-1) ?? '').replace(/^\[(\w+) @ 0x[0-9a-f]+\] /, '').slice(0, 300)
}
