import { analyseStill, detectAnySize } from '../worker/analyse-still'
import type { FaceModels } from '../worker/models'
import type { Picture } from '../worker/picture'

/**
 * The template of the face that a picture is about: the largest over its centre, else the largest. Quality was judged when
 * the picture was taken, so that it plays no part.
 *
 * @returns L2-normalised; null without a face
 */
export async function embedPicture(models: FaceModels, picture: Picture): Promise<Float32Array | null> {
  const boxes = await detectAnySize(models.detector, picture)
  const faces = await analyseStill(models, picture, boxes, { minEyeDistancePx: 0 }, null)
  const [x, y] = [picture.width / 2, picture.height / 2]
  const central = faces.find(({ box }) => box.x1 <= x && x <= box.x2 && box.y1 <= y && y <= box.y2)
  return (central ?? faces[0])?.template ?? null
}
