import { z } from 'zod'
import { cameraIdSchema } from '../../../contracts/domain/ids'
import type { PreviewFrame, PreviewRequest } from '../../../contracts/push'
import type { PreviewPicture } from './capture/decoder-run'
import type { Analysed } from './join-preview'
import { facesAt } from './join-preview'
import type { PortLike } from './parent-link'

const requestSchema: z.ZodType<PreviewRequest> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('watch'),
    cameraIds: z.array(cameraIdSchema).max(256),
    sparing: z.array(cameraIdSchema).max(256).optional()
  }),
  z.object({ type: z.literal('drawn'), cameraId: cameraIdSchema, frameId: z.number() })
])

/** How long a picture waits for its boxes; later boxes are worth less than a picture that lives. */
const patienceMs = 250
/** A viewer that never says `drawn` is served again after this long: a reloaded page must not stay dark. */
const forgetMs = 3000

/**
 * To a small tile a picture goes no sooner than this after the one before. Analysed pictures, whose boxes were found and not
 * reckoned, may come a little sooner: so they are the ones that are shown where they come five times a second.
 */
const sparingMs = { analysed: 120, between: 250 }

/** Pictures that are released together are spread over at most this long. */
const longestPacingMs = 150

interface Waiting {
  picture: PreviewPicture
  timer: NodeJS.Timeout
}

interface CameraView {
  before: Analysed | null
  after: Analysed | null
  waiting: Waiting[]
  /** When the last picture was or will be sent, and its own time; null before the first. */
  played: { at: number; ptsMs: number } | null
  playing: Set<NodeJS.Timeout>
  sourceWidth: number
  sourceHeight: number
}

interface Viewer {
  port: PortLike
  watched: Set<string>
  /** Of these fewer pictures do. */
  sparing: Set<string>
  /** Camera -> when its last picture was sent. */
  sent: Map<string, number>
  /** Camera -> when its last picture was sent and not yet drawn. */
  busy: Map<string, number>
}

/**
 * Live pictures with the boxes that belong to them, straight to the windows. Only watched cameras, one undrawn picture
 * per camera and window; what comes meanwhile is dropped, so that a slow window sees fewer pictures but no old ones.
 */
export class Previews {
  private readonly viewers = new Set<Viewer>()
  private readonly cameras = new Map<string, CameraView>()

  constructor(
    private readonly monotonic: () => number,
    /** Told once per window, when it has drawn its first picture. */
    private readonly onFirstDrawn: () => void = () => undefined
  ) {}

  connect(port: PortLike): void {
    const viewer: Viewer = { port, watched: new Set(), sparing: new Set(), sent: new Map(), busy: new Map() }
    this.viewers.add(viewer)
    let drawn = false
    port.on('message', (message) => {
      const request = requestSchema.safeParse(message)
      if (!request.success) return
      if (request.data.type === 'watch') {
        viewer.watched = new Set(request.data.cameraIds)
        viewer.sparing = new Set(request.data.sparing)
        for (const map of [viewer.busy, viewer.sent])
          for (const id of map.keys()) if (!viewer.watched.has(id)) map.delete(id)
        return
      }
      viewer.busy.delete(request.data.cameraId)
      if (!drawn) this.onFirstDrawn()
      drawn = true
    })
    port.on('close', () => this.viewers.delete(viewer))
    port.start()
  }

  isWatched(cameraId: string): boolean {
    for (const viewer of this.viewers) if (viewer.watched.has(cameraId)) return true
    return false
  }

  /** A new decoder: sizes are known, and its times have nothing to do with what came before. */
  restart(cameraId: string, sourceWidth: number, sourceHeight: number): void {
    this.forget(cameraId)
    this.cameras.set(cameraId, {
      before: null,
      after: null,
      waiting: [],
      played: null,
      playing: new Set(),
      sourceWidth,
      sourceHeight
    })
  }

  forget(cameraId: string): void {
    const camera = this.cameras.get(cameraId)
    for (const { timer } of camera?.waiting ?? []) clearTimeout(timer)
    for (const timer of camera?.playing ?? []) clearTimeout(timer)
    this.cameras.delete(cameraId)
  }

  picture(cameraId: string, picture: PreviewPicture): void {
    const camera = this.cameras.get(cameraId)
    if (!camera || !this.isWatched(cameraId)) return
    const timer = setTimeout(() => {
      const index = camera.waiting.findIndex((one) => one.picture === picture)
      // Pictures stay in order: those before it have waited longer still.
      for (const one of camera.waiting.splice(0, index + 1)) this.play(cameraId, camera, one)
    }, patienceMs)
    camera.waiting.push({ picture, timer })
    this.release(cameraId, camera)
  }

  analysed(cameraId: string, result: Analysed): void {
    const camera = this.cameras.get(cameraId)
    if (!camera) return
    camera.before = camera.after
    camera.after = result
    this.release(cameraId, camera)
  }

  dispose(): void {
    for (const id of [...this.cameras.keys()]) this.forget(id)
    for (const viewer of this.viewers) viewer.port.close()
    this.viewers.clear()
  }

  /** Sends what the newest result covers. */
  private release(cameraId: string, camera: CameraView): void {
    const covered = camera.after?.ptsMs ?? -Infinity
    while (camera.waiting[0] && camera.waiting[0].picture.ptsMs <= covered)
      this.play(cameraId, camera, camera.waiting.shift()!)
  }

  /** One result releases two pictures at once; they are sent as far apart as they were taken, so that movement is smooth. */
  private play(cameraId: string, camera: CameraView, { picture, timer }: Waiting): void {
    clearTimeout(timer)
    const frame = frameOf(cameraId, camera, picture)
    const analysed = [camera.before, camera.after].some((result) => result?.ptsMs === picture.ptsMs)
    const now = this.monotonic()
    const planned = camera.played ? camera.played.at + picture.ptsMs - camera.played.ptsMs : now
    const at = Math.min(Math.max(planned, now), now + longestPacingMs)
    camera.played = { at, ptsMs: picture.ptsMs }
    if (at === now && camera.playing.size === 0) {
      this.send(frame, analysed)
      return
    }
    const pacing = setTimeout(() => {
      camera.playing.delete(pacing)
      this.send(frame, analysed)
    }, at - now)
    camera.playing.add(pacing)
  }

  private send(frame: PreviewFrame, analysed: boolean): void {
    const { cameraId } = frame
    const now = this.monotonic()
    for (const { port, watched, sparing, sent, busy } of this.viewers) {
      if (!watched.has(cameraId) || now - (busy.get(cameraId) ?? -Infinity) < forgetMs) continue
      const apart = analysed ? sparingMs.analysed : sparingMs.between
      if (sparing.has(cameraId) && now - (sent.get(cameraId) ?? -Infinity) < apart) continue
      busy.set(cameraId, now)
      sent.set(cameraId, now)
      port.postMessage(frame)
    }
  }
}

const frameOf = (cameraId: string, camera: CameraView, picture: PreviewPicture): PreviewFrame => ({
  type: 'frame',
  cameraId,
  frameId: picture.ptsMs,
  width: picture.width,
  height: picture.height,
  sourceWidth: camera.sourceWidth,
  sourceHeight: camera.sourceHeight,
  capturedAt: picture.capturedAt,
  jpeg: picture.jpeg,
  faces: facesAt(picture.ptsMs, camera.before, camera.after)
})
