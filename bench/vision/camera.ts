import { ulid } from 'ulid'
import { galleryOfRows } from '../../src-main/vision/process/gallery/gallery-view'
import { CameraAnalyst } from '../../src-main/vision/process/worker/camera-analyst'
import type { SiteKnowledge } from '../../src-main/vision/process/worker/judging'
import { lookAtFace } from '../../src-main/vision/process/worker/look-at-face'
import type { FaceModels } from '../../src-main/vision/process/worker/models'
import { plainSettings } from '../../src-main/vision/process/worker/plain-config'
import { makeId } from '../../contracts/domain/ids'
import type { Scene } from './scenes'
import type { Spent } from './stopwatch'
import { stopwatch } from './stopwatch'
import type { StageTimes, TimedModels } from './timed-models'

/** Templates in the gallery beside those of the people who are seen. */
const bystanders = 100

/** A site where everybody in the scene is enrolled, among others. */
export async function siteOf(models: FaceModels, scene: Scene): Promise<{ site: SiteKnowledge; faces: number }> {
  const { full, detector } = scene
  const boxes = await models.detector.detectFitted(detector, full.width / detector.width, full.height / detector.height)
  const templates: Float32Array[] = []
  for (const box of boxes) {
    const { template, quality } = await lookAtFace(models, full, box, 24, false)
    if (!template) throw new Error(`a face of the scene is too poor to be measured with: ${quality.reasons.join(', ')}`)
    templates.push(template)
  }
  const { dimension } = models.embedder
  for (let i = 0; i < bystanders; i++) {
    const random = Float32Array.from({ length: dimension }, () => Math.random() - 0.5)
    const length = Math.hypot(...random)
    templates.push(random.map((value) => value / length))
  }
  const gallery = galleryOfRows({
    version: 1,
    model: models.template,
    dimension,
    vectors: Float32Array.from(templates.flatMap((template) => [...template])),
    owners: Int32Array.from(templates, (_, i) => i),
    people: templates.map((_, i) => ({ personId: makeId('person', ulid()), name: `Person ${i}` }))
  })
  const config = {
    ...{ matchThreshold: 0.45, margin: 0.05, livenessThreshold: 0 },
    ...{ minEyeDistancePx: 24, keepCrops: true, repeatMs: 3_600_000 }
  }
  return { site: { config, gallery }, faces: boxes.length }
}

export interface Shown extends StageTimes, Spent {
  /** Faces of the overlay that have a name. */
  named: number
}

/** A camera that shows one scene again and again. Nobody is known to it at first. */
export function cameraOn(scene: Scene, site: SiteKnowledge, timed: TimedModels) {
  const settings = { ...plainSettings, id: 'bench' }
  const analyst = new CameraAnalyst(settings, { models: timed.models, newUlid: ulid, now: Date.now })
  let ptsMs = 0
  return {
    /** The scene once more, so many milliseconds later. */
    async show(laterMs: number): Promise<Shown> {
      ptsMs += laterMs
      // A camera's pictures are new objects, and new pictures to whoever remembers them.
      const frame = {
        full: { ...scene.full },
        detector: { ...scene.detector },
        ptsMs,
        capturedAt: 1_700_000_000_000 + ptsMs
      }
      timed.take()
      const spent = stopwatch()
      const { faces } = await analyst.analyse(frame, site)
      return { ...spent(), ...timed.take(), named: faces.filter(({ personId }) => personId !== null).length }
    }
  }
}
