import type { FrameLayout } from '../capture/frame-slots'
import { detectorBytes, fullBytes } from '../capture/frame-slots'
import type { RecognitionConfig } from '../../protocol'
import { analyseStill, detectAnySize } from './analyse-still'
import { BusyMeter } from './busy-meter'
import type { AnalystDeps } from './camera-analyst'
import { CameraAnalyst } from './camera-analyst'
import { Challenges } from './challenge/challenges'
import type { EffortState } from './look-plan'
import { nextEffort } from './look-plan'
import { SceneWatch } from './scene-watch'
import { GalleryShelf } from './gallery-shelf'
import { wholePicture } from './whole-picture'
import type { FromWorker, ToWorker } from './worker-messages'

type Of<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>

/** Sizes a face is looked at by until main has said more; nobody is judged by it. */
const firstConfig: RecognitionConfig = {
  matchThreshold: 0.95,
  margin: 0.5,
  livenessThreshold: 1,
  minEyeDistancePx: 24,
  keepCrops: false,
  repeatMs: 2000
}

/** The mind of one worker thread: its cameras' tracks, the gallery, and a queue that works off one picture at a time. */
export class AnalysisWorker {
  private config: RecognitionConfig | null = null
  private readonly galleries: GalleryShelf
  private readonly cameras = new Map<string, CameraAnalyst>()
  private readonly memory = new Map<string, { layout: FrameLayout; buffers: SharedArrayBuffer[] }>()
  private readonly scenes = new Map<string, SceneWatch>()
  private readonly challenges: Challenges
  private work: Promise<void> = Promise.resolve()
  private readonly busy = new BusyMeter()
  private effort: EffortState = { effort: 'ample', sinceMs: 0 }

  private closing = false

  /**
   * @param end called once after `close`, when nothing runs any more
   */
  constructor(
    private readonly deps: AnalystDeps,
    private readonly post: (message: FromWorker) => void,
    private readonly end: () => void
  ) {
    this.galleries = new GalleryShelf(deps.models.template)
    this.challenges = new Challenges({ models: deps.models, now: deps.now, post })
  }

  /** Messages take effect in their order; pictures in flight are few (one per camera), so the queue stays short. */
  receive(message: ToWorker): void {
    if (message.type === 'close') this.closing = true
    this.work = this.work.then(() => this.handle(message))
  }

  private async handle(message: ToWorker): Promise<void> {
    try {
      // Pictures that still wait when the end is asked for are not begun.
      if (this.closing) {
        if (message.type === 'close') {
          await this.deps.models.release()
          this.end()
        }
      } else if (message.type === 'frame') await this.frame(message)
      else if (message.type === 'still') await this.still(message)
      else if (message.type !== 'close') this.note(message)
    } catch (thrown) {
      this.post({
        type: 'trouble',
        cameraId: message.type === 'frame' ? message.cameraId : null,
        slot: message.type === 'frame' ? message.slot : null,
        requestId: message.type === 'still' ? message.requestId : null,
        message: thrown instanceof Error ? thrown.message : String(thrown)
      })
    }
  }

  private note(message: Exclude<ToWorker, Of<'frame'> | Of<'still'> | Of<'close'>>): void {
    switch (message.type) {
      case 'recognition':
        this.config = message.config
        return
      case 'gallery-open':
      case 'gallery-people':
      case 'gallery-use':
        this.galleries.note(message)
        return
      case 'camera': {
        const analyst = this.cameras.get(message.settings.id)
        if (analyst) analyst.settings = message.settings
        else this.cameras.set(message.settings.id, new CameraAnalyst(message.settings, this.deps))
        return
      }
      case 'camera-gone':
        this.challenges.cameraLost(message.cameraId)
        this.cameras.delete(message.cameraId)
        this.memory.delete(message.cameraId)
        this.scenes.delete(message.cameraId)
        return
      case 'challenge-begin': {
        const { request, earlier } = message
        const { livenessThreshold } = this.config ?? firstConfig
        this.challenges.begin(request, this.cameras.get(request.cameraId), livenessThreshold, earlier)
        return
      }
      case 'challenge-cancel':
        this.challenges.end(message.sessionId, 'cancelled')
        return
      case 'slots':
        this.challenges.cameraLost(message.cameraId)
        this.memory.set(message.cameraId, { layout: message.layout, buffers: message.buffers })
        this.cameras.get(message.cameraId)?.reset()
        this.scenes.set(message.cameraId, new SceneWatch())
    }
  }

  private async frame({ cameraId, slot, ptsMs, capturedAt, still, snapshot }: Of<'frame'>): Promise<void> {
    const began = performance.now()
    const analyst = this.cameras.get(cameraId)
    const memory = this.memory.get(cameraId)
    const buffer = memory?.buffers[slot]
    if (!analyst || !memory || !buffer) throw new Error('a picture of a camera that is not known')
    const { layout } = memory
    const full = {
      format: 'yuv420p',
      width: layout.width,
      height: layout.height,
      data: new Uint8Array(buffer, 0, fullBytes(layout))
    } as const
    const small = new Uint8Array(buffer, fullBytes(layout), detectorBytes(layout))
    const detector = {
      format: 'rgb24',
      width: layout.detectorWidth,
      height: layout.detectorHeight,
      data: small
    } as const
    if (snapshot) {
      const { width, height } = layout
      this.post({ type: 'snapshot', cameraId, snapshot: { jpeg: wholePicture(full), width, height, capturedAt } })
    }
    // Of every picture, for a camera whose faces are only drawn can be covered as well.
    const tamper = this.scenes.get(cameraId)?.see(detector, ptsMs) ?? null
    const config = this.config ?? firstConfig
    // Without the site's thresholds there is no verdict, as there is none without a gallery.
    const gallery = this.config ? this.galleries.current : null
    this.effort = nextEffort(this.effort, this.busy.share(began), began)
    // Who asks for the faces of this very picture wants it searched.
    const effort = still ? 'ample' : this.effort.effort
    const result = await analyst.analyse({ full, detector, ptsMs, capturedAt }, { config, gallery }, effort)
    // Zones hold for enrolment, too: who passes behind has consented to nothing, and a poster must not be the best face.
    const boxes = result.boxes ?? []
    // A reference serves every camera: one that takes smaller faces must not bring them into the gallery.
    const minEyeDistancePx = Math.max(config.minEyeDistancePx, analyst.settings.minEyeDistancePx ?? 0)
    const faces = still ? await analyseStill(this.deps.models, full, boxes, { minEyeDistancePx }, gallery) : null
    const ended = performance.now()
    this.busy.note(began, ended)
    this.post({
      type: 'analysed',
      cameraId,
      slot,
      ptsMs,
      faces: result.faces,
      sightings: result.sightings,
      still: faces,
      searched: result.boxes !== null,
      tamper,
      tookMs: ended - began
    })
  }

  private async still({ requestId, width, height, rgb, ask }: Of<'still'>): Promise<void> {
    const picture = { format: 'rgb24', width, height, data: new Uint8Array(rgb) } as const
    const boxes = await detectAnySize(this.deps.models.detector, picture)
    const config = this.config ?? firstConfig
    const faces = await analyseStill(this.deps.models, picture, boxes, config, this.galleries.current, ask)
    this.post({ type: 'still', requestId, faces })
  }
}
