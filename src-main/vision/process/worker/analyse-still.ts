import type { FaceQuality, QualityReason } from '../../../../contracts/domain/face'
import type { RecognitionConfig, StillAsk, StillFace } from '../../protocol'
import type { ScoredBox } from './boxes'
import { areaOf, intersection, overlapOfSmaller, suppress } from './boxes'
import type { Detector, Region } from './detector'
import { faceCrop } from './face-crop'
import { isCutByView } from './find-faces'
import { lookAtFace } from './look-at-face'
import type { GallerySnapshot } from './matcher'
import { matchProbe } from './matcher'
import type { FaceModels } from './models'
import type { Picture } from './picture'

/** More faces than this in one picture are not candidates for anything. */
const mostFaces = 40

const nothingMore: StillAsk = { liveness: false, top: 0 }

/** Every face of a picture with its quality and template, the largest first. Poor faces come too: their reasons say why. */
export async function analyseStill(
  models: FaceModels,
  picture: Picture,
  boxes: readonly ScoredBox[],
  config: Pick<RecognitionConfig, 'minEyeDistancePx'>,
  gallery: GallerySnapshot | null,
  ask: StillAsk = nothingMore
): Promise<StillFace[]> {
  const faces: StillFace[] = []
  for (const box of [...boxes].sort((a, b) => areaOf(b) - areaOf(a)).slice(0, mostFaces)) {
    const look = await lookAtFace(models, picture, box, config.minEyeDistancePx, true, 'reference')
    const { template } = look
    if (!template) continue
    const quality = isCovered(box, boxes) ? withReason(look.quality, 'several_faces') : look.quality
    const best = gallery ? matchProbe(gallery, template, models.template).best : null
    faces.push({
      box: { x1: box.x1, y1: box.y1, x2: box.x2, y2: box.y2 },
      quality,
      template,
      model: models.template,
      crop: faceCrop(picture, box),
      // Close enough to be asked whether it is they.
      match: best && best.score >= models.thresholds.verify ? best : null,
      top: gallery && ask.top > 0 && gallery.size > 0 ? gallery.nearest(template, ask.top) : [],
      liveness: ask.liveness && models.liveness ? await models.liveness.score(picture, box) : null
    })
  }
  return faces
}

/** Share of a face's box that others may cover before its crop shows two people; faces side by side stay at 0. */
const mostCovered = 0.15

const isCovered = (box: ScoredBox, boxes: readonly ScoredBox[]): boolean =>
  boxes.some((other) => other !== box && intersection(box, other) > mostCovered * areaOf(box))

const withReason = (quality: FaceQuality, reason: QualityReason): FaceQuality => ({
  ...quality,
  reasons: [...quality.reasons, reason]
})

/**
 * Finds faces of any size in a photo. The detector misses faces below 6 % of the long side and ones that fill the
 * picture, so it looks at the whole, at the whole from further off, and at overlapping tiles of a large picture.
 */
export async function detectAnySize(detector: Detector, picture: Picture): Promise<ScoredBox[]> {
  const { width, height } = picture
  const found: ScoredBox[] = []
  const look = async (region: Region) => {
    const boxes = await detector.detectRegion(picture, region)
    found.push(...boxes.filter((box) => !isCutByView(box, region, picture)))
  }
  for (const region of viewsOf(width, height)) await look(region)
  // A face that fills its picture is seen at one distance and missed at the next: two more before it is given up.
  for (const margin of lastMargins) if (found.length === 0) await look(withMargin(width, height, margin))
  return suppress(found, 0.5, overlapOfSmaller)
}

/** Shares of the sides that are added on each of them. */
const distantMargin = 0.5
const lastMargins = [0.25, 1]

const withMargin = (width: number, height: number, margin: number): Region => ({
  x1: -width * margin,
  y1: -height * margin,
  x2: width * (1 + margin),
  y2: height * (1 + margin)
})

/** The whole, the whole with a margin, then tiles of a half and a quarter of the sides that overlap by a third. */
export function viewsOf(width: number, height: number): Region[] {
  const whole = { x1: 0, y1: 0, x2: width, y2: height }
  const views: Region[] = [whole, withMargin(width, height, distantMargin)]
  for (const count of [2, 4]) {
    // A tile smaller than the detector's own input would only magnify what is not there.
    const share = 1 / (count - (count - 1) / 3)
    if (Math.max(width, height) * share < 320) break
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        const x1 = (column * width * (1 - share)) / (count - 1)
        const y1 = (row * height * (1 - share)) / (count - 1)
        views.push({ x1, y1, x2: x1 + width * share, y2: y1 + height * share })
      }
    }
  }
  return views
}
