import type { LoadedModel } from '../../../../contracts/domain/engine'
import type { ModelRef } from '../../../../contracts/domain/face'
import type { ModelPack, ModelThresholds } from '../../../../contracts/domain/model-pack'
import { modelFor } from '../../../../contracts/domain/model-pack'
import { requireModel, templateModel } from '../../model-packs'
import { findsPoints } from './decoders/decode-detector'
import type { Detector } from './detector'
import { createDetector } from './detector'
import type { Embedder } from './embedder'
import { createEmbedder } from './embedder'
import type { EyeState } from './eye-state'
import { createEyeState } from './eye-state'
import type { HeadPose } from './head-pose'
import { createHeadPose } from './head-pose'
import { openCropKernel } from './kernel/crop-kernel'
import type { Landmarker } from './landmarks'
import { createLandmarker, detectorsLandmarker } from './landmarks'
import { lazySession } from './lazy-session'
import type { LivenessCheck } from './liveness'
import { createLivenessCheck } from './liveness'
import type { OnnxSession, ProviderReport, SessionOptions } from './onnx-session'
import { openSession } from './onnx-session'

/** Everything that one worker needs to analyse a picture, loaded and warmed up. */
export interface FaceModels {
  detector: Detector
  landmarker: Landmarker
  embedder: Embedder
  /** Null when the pack has no such model: liveness then stays unknown. */
  liveness: LivenessCheck | null
  /** Null when the pack has no such model (or, for eyes, none for landmarks); opened when first used. */
  eyes: EyeState | null
  pose: HeadPose | null
  template: ModelRef
  thresholds: ModelThresholds
  provider: ProviderReport
  /** The models that are open by now, for whoever wants to know what runs where. */
  loaded: LoadedModel[]
  release(): Promise<void>
}

/**
 * Opens a pack's sessions one after the other (each is checked, created and run once).
 *
 * @throws MusterError `model_missing`, `model_corrupt`, `unavailable`
 */
export async function openModels(pack: ModelPack, given: SessionOptions): Promise<FaceModels> {
  const options = { kernel: openCropKernel(), ...given }
  const detect = await openSession(requireModel(pack, 'detect'), options)
  const landmarksSpec =
    modelFor(pack, 'landmarks') ?? (findsPoints(detect.spec) ? null : requireModel(pack, 'landmarks'))
  const landmarks = landmarksSpec ? await openSession(landmarksSpec, options) : null
  const embed = await openSession(requireModel(pack, 'embed'), options)
  const livenessSpec = modelFor(pack, 'liveness')
  const liveness = livenessSpec ? await openSession(livenessSpec, options) : null
  const [eyes, pose] = (['eyes', 'pose'] as const).map((task) => {
    const spec = modelFor(pack, task)
    // The eye model's crop is told by points that only a model for landmarks finds.
    return spec && (task !== 'eyes' || landmarks) ? lazySession(spec, options) : null
  })
  return {
    detector: createDetector(detect, pack.thresholds),
    landmarker: landmarks ? createLandmarker(landmarks) : detectorsLandmarker,
    embedder: createEmbedder(embed),
    liveness: liveness ? createLivenessCheck(liveness) : null,
    eyes: eyes ? createEyeState(eyes) : null,
    pose: pose ? createHeadPose(pose) : null,
    template: templateModel(pack),
    thresholds: pack.thresholds,
    provider: embed.provider,
    loaded: [detect, landmarks, embed, liveness].flatMap((session) => (session ? loadedModel(session) : [])),
    release: async () => {
      for (const session of [detect, landmarks, embed, liveness, eyes, pose]) await session?.release()
    }
  }
}

const loadedModel = ({ spec, provider, runMs }: OnnxSession): LoadedModel => ({
  id: spec.id,
  task: spec.task,
  ...provider,
  runMs
})
