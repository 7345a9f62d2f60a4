import type { ModelThresholds } from '../../../../contracts/domain/model-pack'
import type { PackProblem, PackReport } from '../../../../contracts/packs'
import { dot } from '../worker/embedder'
import type { FaceModels } from '../worker/models'
import type { Picture } from '../worker/picture'
import { embedPicture } from './embed-picture'

/** Two pictures each of two people. */
export type SelfTestPictures = readonly [one: readonly [Picture, Picture], other: readonly [Picture, Picture]]

/** Finds and compares the stored faces as recognition would: one person's must be nearer than two people's. */
export async function checkFaces(
  models: FaceModels,
  thresholds: ModelThresholds,
  pictures: SelfTestPictures
): Promise<{ problems: PackProblem[]; faces: PackReport['faces'] }> {
  const templates: (Float32Array | null)[] = []
  for (const picture of pictures.flat()) templates.push(await embedPicture(models, picture))
  const [a1, a2, b1, b2] = templates
  if (!a1 || !a2 || !b1 || !b2) {
    const found = templates.filter((template) => template !== null).length
    return { problems: [problem('no_face', `${found} of ${templates.length}`)], faces: null }
  }
  const same = Math.min(dot(a1, a2), dot(b1, b2))
  const other = Math.max(dot(a1, b1), dot(a1, b2), dot(a2, b1), dot(a2, b2))
  const faces = { found: templates.length, same, other }
  const seen = `${same.toFixed(3)} and ${other.toFixed(3)}`
  if (!(same > other)) return { problems: [problem('people_confused', seen)], faces }
  const { verify, identify } = thresholds
  // Thresholds of another space would name strangers, or nobody.
  if (same < verify || other >= verify || other >= identify)
    return { problems: [problem('thresholds_wrong', `${seen}; verify ${verify}, identify ${identify}`)], faces }
  return { problems: [], faces }
}

const problem = (reason: PackProblem['reason'], detail: string): PackProblem => ({ reason, model: null, detail })
