import type { ModelRef } from '../../../../contracts/domain/face'
import type { ModelPack } from '../../../../contracts/domain/model-pack'
import { modelFor } from '../../../../contracts/domain/model-pack'
import { requireModel, templateModel } from '../../model-packs'
import type { Detector } from './detector'
import { createDetector } from './detector'
import type { Embedder } from './embedder'
import { createEmbedder } from './embedder'
import type { Landmarker } from './landmarks'
import { createLandmarker } from './landmarks'
import type { LivenessCheck } from './liveness'
import { createLivenessCheck } from './liveness'
import type { ProviderReport, SessionOptions } from './onnx-session'
import { openSession } from './onnx-session'

/** Everything that one worker needs to analyse a picture, loaded and warmed up. */
export interface FaceModels {
  detector: Detector
  landmarker: Landmarker
  embedder: Embedder
  /** Null when the pack has no such model: liveness then stays unknown. */
  liveness: LivenessCheck | null
  template: ModelRef
  provider: ProviderReport
  release(): Promise<void>
}

/**
 * Opens a pack's sessions one after the other (each is checked, created and run once).
 *
 * @throws MusterError `model_missing`, `model_corrupt`, `unavailable`
 */
export async function openModels(pack: ModelPack, options: SessionOptions): Promise<FaceModels> {
  const detect = await openSession(requireModel(pack, 'detect'), options)
  const landmarks = await openSession(requireModel(pack, 'landmarks'), options)
  const embed = await openSession(requireModel(pack, 'embed'), options)
  const livenessSpec = modelFor(pack, 'liveness')
  const liveness = livenessSpec ? await openSession(livenessSpec, options) : null
  return {
    detector: createDetector(detect, pack.thresholds),
    landmarker: createLandmarker(landmarks),
    embedder: createEmbedder(embed),
    liveness: liveness ? createLivenessCheck(liveness) : null,
    template: templateModel(pack),
    provider: embed.provider,
    release: async () => {
      for (const session of [detect, landmarks, embed, liveness]) await session?.release()
    }
  }
}
