import type { RecognitionConfig } from '../../protocol'

/** For tests and benches: a site that changed nothing, keeps no crops, and hears of who stays every two seconds. */
export const plainConfig: RecognitionConfig = {
  matchThreshold: 0.45,
  margin: 0.05,
  livenessThreshold: 0.7,
  minEyeDistancePx: 24,
  keepCrops: false,
  repeatMs: 2000
}
