import type { Camera } from '../../../../contracts/domain/camera'
import type { CameraOptions } from '../../../../contracts/domain/camera-options'
import type { CameraStatus } from '../../../../contracts/domain/camera-status'
import { cameraSchema } from '../../../../contracts/domain/camera'
import { systemClock } from '../../../platform/clock'
import type { CameraSourceDeps } from './camera-source'
import { CameraSource } from './camera-source'
import { probeDecoder } from './decoder-probe'
import type { PreviewPicture } from './decoder-run'
import { FrameMemory } from './frame-memory'
import type { FrameSlots } from './frame-slots'
import { openWebcamShots } from './webcam-shots'

/** For tests: real sources on a real ffmpeg, impatient, with their events kept. */
export function createSourceRig() {
  const sources: CameraSource[] = []
  let found: ReturnType<typeof probeDecoder> | null = null
  const decoder = () => (found ??= probeDecoder('ffmpeg'))
  return {
    stopAll: async () => {
      await Promise.all(sources.splice(0).map((source) => source.stop()))
    },
    open: (
      config: { source: Camera['source']; password?: string; analysisFps?: number; options?: Partial<CameraOptions> },
      over: Partial<CameraSourceDeps> = {}
    ) => {
      const news = new SourceNews()
      const { password = null, ...camera } = config
      const source = new CameraSource(
        { camera: cameraSchema.parse({ ...plainCamera, ...camera }), password },
        { ...patient(news, decoder), ...over }
      )
      sources.push(source)
      source.start()
      return { source, news }
    }
  }
}

const plainCamera = {
  id: 'gate',
  name: 'Gate',
  direction: 'in',
  enabled: true,
  analysisFps: 5,
  matchThreshold: null,
  livenessRequired: true,
  createdAt: 0,
  updatedAt: 0
}

const patient = (news: SourceNews, decoder: CameraSourceDeps['decoder']): CameraSourceDeps => ({
  decoder,
  enter: async () => () => undefined,
  openShots: openWebcamShots,
  detector: { width: 320, height: 240 },
  memory: new FrameMemory(),
  clock: systemClock,
  random: () => 0.5,
  timing: { firstFrameMs: 5000, frameMs: 1500, killMs: 300 },
  backoff: { firstMs: 50, maxMs: 100, jitter: 0 },
  onStatus: (status) => news.status(status),
  onSlots: (slots) => (news.slots = slots),
  onReady: () => news.ready(),
  wantsPreview: () => true,
  onPreview: (picture) => news.previews.push(picture),
  onChild: () => undefined
})

/** What a source has said and shown so far. */
class SourceNews {
  readonly statuses: CameraStatus[] = []
  readonly previews: PreviewPicture[] = []
  readonly analysed: { ptsMs: number; width: number; capturedAt: number; arrivedAt: number }[] = []
  slots: FrameSlots | null = null
  private waiting: { test: (status: CameraStatus) => boolean; resolve: (status: CameraStatus) => void }[] = []

  /** Resolves with the next status that passes the test. */
  next(test: (status: CameraStatus) => boolean): Promise<CameraStatus> {
    return new Promise((resolve) => this.waiting.push({ test, resolve }))
  }

  status(status: CameraStatus): void {
    this.statuses.push(status)
    for (const one of this.waiting.filter(({ test }) => test(status))) one.resolve(status)
  }

  ready(): void {
    const frame = this.slots?.takeLatest()
    if (!frame || !this.slots) return
    const { ptsMs, capturedAt } = frame
    this.analysed.push({ ptsMs, capturedAt, width: this.slots.layout.width, arrivedAt: Date.now() })
    this.slots.release(frame.slot)
  }
}
