import { availableParallelism } from 'node:os'
import { toFailure } from '../../../contracts/result'
import type { Clock } from '../../platform/clock'
import type { Log } from '../../platform/log'
import type { Trace } from '../../platform/trace'
import type { CameraConfig, FromVision, ToVision } from '../protocol'
import { readModelPack, requireModel } from '../model-packs'
import { ChallengeDesk } from './challenge-desk'
import { CameraFleet } from './camera-fleet'
import { probeDecoder } from './capture/decoder-probe'
import { KnownDecoder } from './capture/known-decoder'
import { RateMeter } from './capture/rate-meter'
import { captureTiming } from './capture/decoder-run'
import { trialTiming } from './capture/source-trial'
import { StartGate } from './capture/start-gate'
import { openWebcamShots, takeShot } from './capture/webcam-shots'
import type { DecodedPhoto } from './decode-photo'
import { decodePhoto } from './decode-photo'
import { GalleryKeeper } from './gallery-keeper'
import { measureLoopDelay } from './loop-delay'
import type { PortLike } from './parent-link'
import { Previews } from './previews'
import { probeInThread } from './probe-thread'
import { SightingOutbox } from './sighting-outbox'
import { Snapshots } from './snapshots'
import { Stills } from './stills'
import { planThreads } from './thread-plan'
import { Trials } from './trials'
import { turnPhoto } from './turn-photo'
import { WorkerPool } from './worker-pool'
import type { FromWorker, ToWorker } from './worker/worker-messages'

type Init = Extract<ToVision, { type: 'init' }>

export interface VisionProcessDeps {
  post: (message: FromVision) => void
  /** URL of the worker's entry. */
  workerEntry: URL
  clock: Clock
  random: () => number
  log: Log
  trace: Trace
  /** Ends the process. */
  exit: (code: number) => void
}

const outboxRules = { resendMs: 2000, capacity: 2000 }
const tickMs = 500
/** Liveness sessions whose movements are remembered: days at a kiosk, 7 kB each. */
const challengeMemory = 64
const workerPatienceMs = 1000
const statsMs = 1000
/** Cameras that begin at a time for each core, and how long one that does not answer keeps others waiting. */
const startsPerCore = 3
const startPatienceMs = 2000
/** What pictures of a trial are scaled to while the models, which say it, are not loaded. */
const anyDetector = { width: 320, height: 240 }

/** The vision process behind its entry: cameras in, sightings out. Its loop only moves messages; workers do the arithmetic. */
export class VisionProcess {
  private readonly previews: Previews
  private readonly gallery = new GalleryKeeper((message) => this.pool?.toAll(message))
  private readonly outbox: SightingOutbox
  private readonly analysed: RateMeter
  private readonly stills: Stills
  private readonly challenges: ChallengeDesk
  private readonly snapshots: Snapshots
  private readonly trials: Trials
  private readonly decoder: KnownDecoder
  private pool: WorkerPool | null = null
  private fleet: CameraFleet | null = null
  /** What every worker must know, for those that are started later. */
  private readonly knowledge: { recognition?: ToWorker } = {}
  private mostWorkers = 1
  private busy = { pictures: 0, ms: 0 }
  private opened: () => void = () => undefined
  /** Camera sets are applied one after the other, the first once there is a fleet. */
  private applying: Promise<void> = new Promise((resolve) => (this.opened = resolve))
  private stillTurn = 0
  private timers: NodeJS.Timeout[] = []
  private readonly loopDelay = measureLoopDelay()
  private ending = false

  constructor(private readonly deps: VisionProcessDeps) {
    const { monotonic } = deps.clock
    this.decoder = new KnownDecoder({ probe: probeDecoder, monotonic })
    this.previews = new Previews(monotonic, () => deps.post({ type: 'preview-drawn' }))
    this.outbox = new SightingOutbox({
      ...outboxRules,
      monotonic,
      send: (sighting) => deps.post({ type: 'sighting', sighting })
    })
    this.analysed = new RateMeter(monotonic)
    this.stills = new Stills({
      decode: async (bytes) => decodePhoto((await this.decoder.find())?.path ?? '', bytes),
      analyse: (requestId, { width, height, data }, ask) => {
        // Photos take turns, so that a batch of them does not hold up one worker's cameras.
        this.pool?.to(this.stillTurn++ % this.pool.size, { type: 'still', requestId, width, height, rgb: data, ask })
      },
      answer: (requestId, result) => deps.post({ type: 'still-result', requestId, result }),
      isLive: (cameraId) => this.fleet?.isLive(cameraId) ?? false,
      takeShot: (cameraId) => this.takeShot(cameraId)
    })
    this.snapshots = new Snapshots({
      isLive: (cameraId) => this.fleet?.isLive(cameraId) ?? false,
      answer: (requestId, result) => deps.post({ type: 'snapshot-result', requestId, result })
    })
    this.trials = new Trials({
      source: {
        ...{ ...trialTiming, timing: captureTiming, clock: deps.clock, openShots: openWebcamShots },
        detector: anyDetector,
        decoder: () => this.decoder.find(),
        onChild: () => this.tellOfChildren()
      },
      lend: (source, act) => (source.kind === 'usb' && this.fleet ? this.fleet.lend(source.device, act) : act()),
      answer: (requestId, result) => deps.post({ type: 'trial-result', requestId, result })
    })
    this.challenges = new ChallengeDesk({
      post: deps.post,
      toCamera: (cameraId, message) => this.pool?.toCamera(cameraId, message),
      isLive: (cameraId) => this.fleet?.isLive(cameraId) ?? false,
      now: deps.clock.now,
      memory: challengeMemory
    })
  }

  receive(message: ToVision, ports: readonly PortLike[]): void {
    switch (message.type) {
      case 'init':
        void this.open(message)
        return
      case 'ping':
        this.deps.post({ type: 'pong' })
        return
      case 'decoder':
        this.decoder.use(message.ffmpegPath)
        this.fleet?.renew()
        return
      case 'cameras':
        this.applying = this.applying.then(() => this.applyCameras(message.cameras))
        return
      case 'recognition':
        this.knowledge.recognition = message
        this.pool?.toAll(message)
        return
      case 'gallery-begin':
        this.gallery.begin(message)
        return
      case 'gallery-chunk':
        this.gallery.add(message)
        return
      case 'gallery-commit':
        this.tellOfGallery(message.version, this.gallery.commit(message))
        return
      case 'gallery-delta':
        this.tellOfGallery(message.version, this.gallery.change(message))
        return
      case 'ack':
        this.outbox.acknowledge(message.ids)
        return
      case 'analyse-still':
        void this.stills.analyse(message.requestId, message.bytes, message.ask)
        return
      case 'challenge-begin':
        this.challenges.begin(message.request)
        return
      case 'challenge-cancel':
        this.challenges.cancel(message.sessionId)
        return
      case 'capture-still':
        this.stills.capture(message.requestId, message.cameraId)
        return
      case 'take-snapshot':
        this.snapshots.take(message.requestId, message.cameraId)
        return
      case 'try-source':
        void this.trials.begin(message.requestId, message.trial)
        return
      case 'probe-models':
        void probeInThread(this.deps.workerEntry, message).then((result) =>
          this.deps.post({ type: 'models-probed', result })
        )
        return
      case 'preview-port':
        if (ports[0]) this.previews.connect(ports[0])
        return
      case 'shutdown':
        void this.close(0)
    }
  }

  /** Ends decoders and workers, then the process. */
  async close(code: number): Promise<void> {
    if (this.ending) return
    this.ending = true
    for (const timer of this.timers) clearInterval(timer)
    this.loopDelay.dispose()
    this.stills.dispose()
    this.snapshots.dispose()
    this.trials.dispose()
    this.challenges.dispose()
    this.previews.dispose()
    await this.fleet?.stop()
    await this.pool?.close(workerPatienceMs)
    this.deps.exit(code)
  }

  /** For a process that dies anyway: its ffmpeg children must not outlive it. */
  killChildren(): void {
    for (const pid of this.childPids()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
  }

  /** Cameras begin while the models load: decoders need as long, and their first pictures wait for the workers. */
  private async open(init: Init): Promise<void> {
    if (this.pool || this.ending) return
    this.decoder.use(init.ffmpegPath)
    const plan = planThreads(availableParallelism())
    this.mostWorkers = init.workers ?? plan.workers
    const threads = init.threadsPerWorker ?? plan.threads
    const decoder = this.decoder.find()
    const start = { modelsDir: init.modelsDir, threads, providers: init.providers }
    const pool = new WorkerPool(this.deps.workerEntry, start, {
      onMessage: (_worker, message) => this.fromWorker(message),
      onDeath: (reason) => this.die(reason)
    })
    this.pool = pool
    try {
      const loading = pool.grow(1)
      // It is awaited below; the manifest may fail first.
      loading.catch(() => undefined)
      if (this.knowledge.recognition) pool.toAll(this.knowledge.recognition)
      const pack = await readModelPack(init.modelsDir)
      this.fleet = this.makeFleet(pool, requireModel(pack, 'detect').input)
      this.opened()
      const [first] = await loading
      const found = await decoder
      if (!first || this.ending) return
      this.timers = [setInterval(() => this.outbox.resendDue(), tickMs), setInterval(() => this.postStats(), statsMs)]
      const { model, provider, loaded, onnxruntime } = first
      this.gallery.expect(model)
      const ffmpeg = found ? { path: found.path, version: found.version } : null
      this.deps.post({
        type: 'ready',
        pack: { id: pack.id, version: pack.version, thresholds: pack.thresholds, levels: pack.levels },
        ...{ model, provider, loaded, workers: this.mostWorkers, threads, onnxruntime, ffmpeg }
      })
    } catch (thrown) {
      await this.giveUp(thrown)
    }
  }

  private async giveUp(thrown: unknown): Promise<void> {
    const { code, message, details } = toFailure(thrown)
    this.deps.log.error({ code, details: details ?? null }, message)
    const words = code === 'internal' ? `${message} (${String(details?.['text'] ?? '')})` : message
    this.deps.post({ type: 'fatal', code, message: words })
    await this.close(1)
  }

  /** As many workers as cameras, while cores last: each is given its cameras for good, so they come first. */
  private async applyCameras(cameras: readonly CameraConfig[]): Promise<void> {
    const { pool, fleet } = this
    if (!pool || !fleet || this.ending) return
    const before = pool.size
    const wanted = Math.min(this.mostWorkers, cameras.filter(({ camera }) => camera.enabled).length)
    try {
      await pool.grow(wanted)
    } catch (thrown) {
      this.deps.log.warn(
        { reason: toFailure(thrown).message, workers: pool.size },
        'no further analysis threads could be started'
      )
    }
    for (let worker = before; worker < pool.size; worker++) {
      if (this.knowledge.recognition) pool.to(worker, this.knowledge.recognition)
      this.gallery.introduce((message) => pool.to(worker, message))
    }
    fleet.apply(cameras)
    this.loopDelay.reset()
  }

  private makeFleet(pool: WorkerPool, detector: { width: number; height: number }): CameraFleet {
    return new CameraFleet({
      decoder: () => this.decoder.find(),
      detector: { width: detector.width, height: detector.height },
      gate: new StartGate(availableParallelism() * startsPerCore, startPatienceMs),
      openShots: openWebcamShots,
      clock: this.deps.clock,
      random: this.deps.random,
      toWorker: (cameraId, message) => pool.toCamera(cameraId, message),
      workerOf: (cameraId) => pool.workerOf(cameraId),
      onGone: (cameraId) => {
        pool.forget(cameraId)
        this.previews.forget(cameraId)
      },
      onStatus: (status) => this.deps.post({ type: 'camera-status', status }),
      onChildren: () => this.tellOfChildren(),
      onBegin: (cameraId, width, height) => this.previews.restart(cameraId, width, height),
      isWatched: (cameraId) => this.previews.isWatched(cameraId),
      onPreview: (cameraId, picture) => this.previews.picture(cameraId, picture),
      wantsStill: (cameraId) => this.stills.wants(cameraId),
      wantsSnapshot: (cameraId) => this.snapshots.wants(cameraId)
    })
  }

  private fromWorker(message: FromWorker): void {
    switch (message.type) {
      case 'analysed': {
        const { cameraId, ptsMs, faces, slot, sightings, still, searched, tamper } = message
        if (searched) this.analysed.count()
        this.deps.trace('analysed', { cameraId, ptsMs, faces: faces.length, searched })
        this.busy.pictures++
        this.busy.ms += message.tookMs
        for (const sighting of sightings) this.outbox.add(sighting)
        this.previews.analysed(cameraId, { ptsMs, faces })
        if (still) this.stills.seen(cameraId, still)
        this.fleet?.analysed(cameraId, slot, { searched, tamper })
        return
      }
      case 'snapshot':
        this.snapshots.seen(message.cameraId, message.snapshot)
        return
      case 'still':
        this.stills.analysed(message.requestId, message.faces)
        return
      case 'challenge-progress':
        this.deps.post(message)
        return
      case 'challenge-result':
        this.challenges.ended(message.result, message.signature)
        return
      case 'trouble':
        this.deps.log.warn({ cameraId: message.cameraId, reason: message.message }, 'a picture could not be analysed')
        if (message.requestId !== null) this.stills.analysed(message.requestId, toFailure(new Error(message.message)))
        if (message.cameraId !== null && message.slot !== null)
          this.fleet?.analysed(message.cameraId, message.slot, null)
        return
      case 'ready':
      case 'failed':
      case 'probed':
      // Handled while the pool opened, or by the thread's own starter.
    }
  }

  /** A USB camera that does not run can give a single picture all the same. */
  private takeShot(cameraId: string): Promise<DecodedPhoto> | null {
    const { source, options } = this.fleet?.configOf(cameraId)?.camera ?? {}
    if (source?.kind !== 'usb' || !options) return null
    return takeShot(source.device, source.format).then(async (jpeg) =>
      turnPhoto(await decodePhoto((await this.decoder.find())?.path ?? '', jpeg), options)
    )
  }

  private childPids(): number[] {
    return [...(this.fleet?.pids() ?? []), ...this.trials.pids()]
  }

  private tellOfChildren(): void {
    this.deps.post({ type: 'children', pids: this.childPids() })
  }

  private tellOfGallery(version: number, done: ReturnType<GalleryKeeper['commit']>): void {
    if (done.ok) this.deps.post({ type: 'gallery-applied', version, templates: done.templates, people: done.people })
    else this.deps.post({ type: 'gallery-refused', version, reason: done.reason })
  }

  private postStats(): void {
    const { pictures, ms } = this.busy
    this.busy = { pictures: 0, ms: 0 }
    const { size, lost } = this.outbox
    const analysisMs = pictures === 0 ? 0 : ms / pictures
    this.deps.post({
      type: 'stats',
      fps: this.analysed.perSecond(),
      analysisMs,
      unacknowledged: size,
      lost,
      loopDelay: this.loopDelay.read()
    })
  }

  private die(reason: string): void {
    if (this.ending) return
    this.deps.log.error({ reason }, 'an analysis thread died; the process starts anew')
    void this.close(2)
  }
}
