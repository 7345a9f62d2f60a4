import type { Sighting } from '../../contracts/domain/attendance'
import type { CameraSnapshot, CameraTrial } from '../../contracts/cameras'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { LivenessNews, LivenessRequest } from '../../contracts/domain/liveness'
import type { Result } from '../../contracts/result'
import type { VisionStatus } from '../../contracts/status'
import { ChallengeRequests } from './challenge-requests'
import { GalleryFeed } from './gallery-feed'
import type { GalleryPeopleSource, GallerySource } from './gallery-upload'
import { readModelPack } from './model-packs'
import { PictureRequests } from './picture-requests'
import type {
  CameraConfig,
  FromVision,
  RecognitionConfig,
  StillAsk,
  StillFace,
  ToVision,
  TrialRequest
} from './protocol'
import { fromVisionSchema } from './protocol'
import { reapOrphans } from './reap-orphans'
import type { Supervision, SupervisionState } from './supervision'
import type { VisionFacts } from './vision-facts'
import { modelsOf, noFacts } from './vision-facts'
import type { VisionNews } from './vision-news'
import { makeNews } from './vision-news'
import type { Engine, VisionClientOptions, VisionHandle } from './vision-options'

export type { VisionFacts } from './vision-facts'
export type { Engine, VisionClientOptions, VisionHandle } from './vision-options'
export type { GallerySource, GalleryTemplate } from './gallery-upload'
export type { CameraConfig, RecognitionConfig, RunningPack, StillAsk, StillFace, TrialRequest } from './protocol'

/** Longest that a process may take to end before it is started on another engine or decoder, ms. */
const engineStopMs = 3000

/**
 * Main's side of the vision process: keeps it running, tells it what it must know after every start, and passes on what
 * it says. Calls are cheap and never throw; what cannot be done now is remembered (configuration, gallery) or answered
 * with `vision_down` (single pictures).
 */
export class VisionClient {
  private readonly supervision: Supervision
  private readonly pictures: PictureRequests
  private readonly challenges: ChallengeRequests
  private readonly news: VisionNews
  private engine: Engine
  /** Restarts for another engine take place one after the other. */
  private restarting: Promise<void> = Promise.resolve()
  private wanted = false
  /** The process that still runs was started on another engine: it is told nothing that was meant for the next. */
  private outdated = false
  private handle: VisionHandle | null = null
  private ready = false
  private cameras: CameraConfig[] = []
  private recognition: RecognitionConfig | null = null
  private readonly gallery: GalleryFeed
  private pids: number[] = []
  /** What the running process was started with. */
  private decoderPath: string | null = null
  private known: VisionFacts = noFacts
  private state: SupervisionState = { state: 'stopped', pid: null, restarts: 0, detail: '' }
  private progress = { galleryVersion: 0, galleryTemplates: 0, fps: 0 }

  constructor(private readonly options: VisionClientOptions) {
    this.engine = { modelsDir: options.modelsDir, providers: options.providers ?? ['cpu'] }
    const onFailure = (failure: unknown) =>
      options.log.error({ reason: String(failure) }, 'a listener to the vision process failed')
    this.gallery = new GalleryFeed({ post: (message) => this.post(message), log: options.log })
    this.challenges = new ChallengeRequests((message) => this.post(message), onFailure)
    this.pictures = new PictureRequests(
      (message) => this.post(message),
      () => this.ready,
      () => this.handle !== null
    )
    this.news = makeNews(onFailure)
    this.supervision = options.supervise({
      name: 'vision',
      launch: () => this.launch(),
      ping: () => this.post({ type: 'ping' }),
      askToStop: () => this.post({ type: 'shutdown' }),
      onEnded: () => this.ended(),
      onState: (state) => {
        this.state = state
        this.tellStatus()
      }
    })
  }

  start(): void {
    this.wanted = true
    this.readModels()
    this.supervision.start()
  }

  /**
   * Runs recognition on another pack or other providers. A running process ends in order and starts anew: cameras are
   * away for about a second. What is already so changes nothing.
   */
  setEngine(change: Partial<Engine>): void {
    const next = { ...this.engine, ...change }
    if (JSON.stringify(next) === JSON.stringify(this.engine)) return
    this.engine = next
    this.startAnew()
  }

  /** `findDecoder` may name another one from now on. If it does, the process ends in order and starts anew with it. */
  decoderChanged(): void {
    if (!this.outdated && this.options.findDecoder() !== this.decoderPath) this.startAnew()
  }

  /** Ends the process in order, by force after `timeoutMs`; its decoders end with it. */
  async stop(timeoutMs: number): Promise<void> {
    this.wanted = false
    await this.end(timeoutMs)
  }

  status(): VisionStatus {
    const { state, pid, detail, restarts } = this.state
    return { state, pid, detail, restarts, provider: this.known.provider?.running ?? null, ...this.progress }
  }

  facts(): VisionFacts {
    return this.known
  }

  onStatus(listener: (status: VisionStatus) => void): () => void {
    return this.news.status.add(listener)
  }

  /** Told whenever the process has come up, the first time and after each restart: preview ports are to be connected anew. */
  onReady(listener: () => void): () => void {
    return this.news.ready.add(listener)
  }

  /** Told when a window has drawn its first live picture, once per connected port. */
  onPreviewDrawn(listener: () => void): () => void {
    return this.news.drawn.add(listener)
  }

  onSighting(listener: (sighting: Sighting) => void): () => void {
    return this.news.sighting.add(listener)
  }

  onCameraStatus(listener: (status: CameraStatus) => void): () => void {
    return this.news.camera.add(listener)
  }

  /** The whole wanted set; cameras that are not in it stop. */
  setCameras(cameras: readonly CameraConfig[]): void {
    this.cameras = [...cameras]
    if (!this.outdated) this.post({ type: 'cameras', cameras: this.cameras })
  }

  setRecognition(config: RecognitionConfig): void {
    this.recognition = config
    // Thresholds of one pack must not judge the scores of another; cameras have their own.
    if (!this.outdated) this.post({ type: 'recognition', config })
  }

  /**
   * Where templates are read from, now and after every restart; `reloadGallery` sends them.
   *
   * @param people reads those of a few people; without it every change sends the whole gallery
   */
  setGallerySource(source: GallerySource, people: GalleryPeopleSource | null = null): void {
    this.gallery.readFrom(source, people)
  }

  /** Reads the gallery anew and replaces the one in use when it is whole. A newer call overtakes an older one. */
  reloadGallery(): void {
    this.gallery.reload()
  }

  /** Brings the gallery in use up to date for people who were enrolled, renamed or erased, or whose references or consent changed. */
  galleryChanged(personIds: readonly string[]): void {
    this.gallery.change(personIds)
  }

  /** Sightings that are stored: they are not offered again. */
  acknowledge(ids: string[]): void {
    this.post({ type: 'ack', ids })
  }

  /** All faces of a photo file (JPEG, PNG, WebP, GIF, BMP, PGM, PPM), the largest first. */
  analyseStill(bytes: Uint8Array, ask: Partial<StillAsk> = {}): Promise<Result<StillFace[]>> {
    return this.pictures.analyse(bytes, ask)
  }

  /** All faces of the best of a camera's pictures of the next one and a half seconds. */
  captureStill(cameraId: string): Promise<Result<StillFace[]>> {
    return this.pictures.capture(cameraId)
  }

  /** The next picture that a live camera sends, in the size that is analysed. */
  snapshot(cameraId: string): Promise<Result<CameraSnapshot>> {
    return this.pictures.snapshot(cameraId)
  }

  /** Opens a source beside the running cameras, measures it for a moment and closes it again; at most 15 s. */
  trySource(trial: TrialRequest): Promise<Result<CameraTrial>> {
    return this.pictures.trySource(trial)
  }

  /** Begins a liveness check of whoever stands before a camera; `onChallenge` tells how it goes and, once, how it ended. */
  beginChallenge(request: LivenessRequest): Result<null> {
    return this.challenges.begin(request, this.ready)
  }

  /** Its result, `cancelled`, follows. */
  cancelChallenge(sessionId: string): void {
    this.challenges.cancel(sessionId)
  }

  onChallenge(listener: (news: LivenessNews) => void): () => void {
    return this.challenges.onNews(listener)
  }

  /** Hands over one end of a channel whose other end a window has. False when there is no process: connect again at `onReady`. */
  connectPreview(port: unknown): boolean {
    if (!this.handle) return false
    this.handle.post({ type: 'preview-port' }, [port])
    return true
  }

  /** Decoders that run now. */
  childPids(): number[] {
    return [...this.pids]
  }

  private startAnew(): void {
    if (this.state.state === 'stopped') return
    this.outdated = true
    this.restarting = this.restarting.then(async () => {
      await this.end(engineStopMs)
      if (this.wanted) this.start()
    })
  }

  private async end(timeoutMs: number): Promise<void> {
    await this.supervision.stop(timeoutMs)
    this.pictures.failAll()
  }

  private readModels(): void {
    const { modelsDir } = this.engine
    readModelPack(modelsDir).then(
      (pack) => {
        if (modelsDir === this.engine.modelsDir) this.known = { ...this.known, models: modelsOf(pack) }
      },
      // The process itself reports what is wrong with the models.
      () => undefined
    )
  }

  private launch(): VisionHandle {
    const handle = this.options.launch()
    this.handle = handle
    this.outdated = false
    this.decoderPath = this.options.findDecoder()
    handle.onMessage((message) => {
      if (this.handle === handle) this.receive(message)
    })
    handle.post({
      type: 'init',
      modelsDir: this.engine.modelsDir,
      ffmpegPath: this.decoderPath,
      workers: this.options.workers ?? null,
      threadsPerWorker: this.options.threadsPerWorker ?? null,
      providers: this.engine.providers
    })
    // Cameras start while the models load; the gallery waits until the process has said which model it is for.
    if (this.recognition) this.post({ type: 'recognition', config: this.recognition })
    this.post({ type: 'cameras', cameras: this.cameras })
    return handle
  }

  private post(message: ToVision): void {
    this.handle?.post(message)
  }

  private receive(raw: unknown): void {
    const parsed = fromVisionSchema.safeParse(raw)
    if (!parsed.success) {
      this.options.log.error(
        { reason: parsed.error.issues[0]?.message ?? '' },
        'the vision process said what is not of the protocol'
      )
      return
    }
    this.supervision.alive()
    this.handleMessage(parsed.data)
  }

  private handleMessage(message: FromVision): void {
    switch (message.type) {
      case 'ready':
        this.becomeReady(message)
        return
      case 'stats':
        this.progress.fps = message.fps
        this.known = {
          ...this.known,
          analysisMs: message.analysisMs,
          unacknowledged: message.unacknowledged,
          lost: message.lost
        }
        this.tellStatus()
        return
      case 'camera-status':
        this.news.camera.tell(message.status)
        return
      case 'preview-drawn':
        this.news.drawn.tell(null)
        return
      case 'sighting':
        this.news.sighting.tell(message.sighting)
        return
      case 'children':
        this.pids = message.pids
        return
      case 'still-result':
      case 'snapshot-result':
      case 'trial-result':
        this.pictures.receive(message)
        return
      case 'challenge-progress':
      case 'challenge-result':
        this.challenges.receive(message)
        return
      case 'gallery-applied':
        this.progress = { ...this.progress, galleryVersion: message.version, galleryTemplates: message.templates }
        this.tellStatus()
        this.gallery.noteApplied(message.version)
        return
      case 'gallery-refused':
        this.gallery.noteRefused(message.version, message.reason)
        return
      case 'log':
        this.options.log[message.level]({ ...message.fields, part: message.name }, message.message)
        return
      case 'fatal':
        this.supervision.fatal(`${message.code}: ${message.message}`)
        return
      case 'models-probed':
      case 'pong':
      // `alive` was told already; models are probed in processes of their own.
    }
  }

  private becomeReady({
    model,
    pack,
    provider,
    loaded,
    workers,
    threads,
    onnxruntime,
    ffmpeg
  }: Extract<FromVision, { type: 'ready' }>): void {
    this.ready = true
    this.known = { ...this.known, pack: { ...pack, model }, ffmpeg, provider, loaded, workers, threads, onnxruntime }
    this.gallery.open(model)
    this.supervision.ready()
    this.news.ready.tell(null)
  }

  private ended(): void {
    this.ready = false
    this.handle = null
    this.gallery.close()
    this.pictures.failAll()
    this.challenges.failAll()
    this.progress = { galleryVersion: 0, galleryTemplates: 0, fps: 0 }
    const orphans = this.pids
    this.pids = []
    reapOrphans(orphans).then(
      (reaped) => {
        if (reaped.length > 0)
          this.options.log.warn({ pids: reaped }, 'decoders outlived the vision process and were ended')
      },
      (failure: unknown) => this.options.log.error({ reason: String(failure) }, 'orphaned decoders could not be ended')
    )
  }

  private tellStatus(): void {
    this.news.status.tell(this.status())
  }
}
