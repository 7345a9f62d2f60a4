import { readModelPack } from '../../../model-packs'
import type { FaceModels } from '../models'
import { openModels } from '../models'
import type { Picture } from '../picture'
import { modelsDir } from '../real-pictures'
import type { Observation } from './observation'
import { observeFace } from './observation'
import { lookAtFace } from '../look-at-face'

export const openAppModels = async (): Promise<FaceModels> =>
  openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })

/**
 * For tests and benches: the largest face of each picture, looked at as a challenge's camera does, by the app's models.
 *
 * @param fps of the pictures; their times begin at 0
 */
export async function watchPictures(
  models: FaceModels,
  pictures: readonly Picture[],
  fps: number
): Promise<Observation[]> {
  const seen: Observation[] = []
  for (const [index, picture] of pictures.entries()) {
    const whole = { x1: 0, y1: 0, x2: picture.width, y2: picture.height }
    const [box] = await models.detector.detectRegion(picture, whole)
    if (!box) continue
    const look = await lookAtFace(models, picture, box, 24, false)
    const ptsMs = (index * 1000) / fps
    const { template, quality, landmarks: landmarks68 } = look
    const liveness = (await models.liveness?.score(picture, box)) ?? null
    const face = { trackId: 'trk_1', ptsMs, capturedAt: ptsMs, picture, box, landmarks68, template, liveness, quality }
    const observation = await observeFace(models, face)
    if (observation) seen.push(observation)
  }
  return seen
}
