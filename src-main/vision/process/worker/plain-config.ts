import type { RecognitionConfig } from '../../protocol'
import type { AnalysisSettings } from './worker-messages'

/** For tests and benches: a site that changed nothing, keeps no crops, and hears of who stays every two seconds. */
export const plainConfig: RecognitionConfig = {
  matchThreshold: 0.45,
  margin: 0.05,
  livenessThreshold: 0.7,
  minEyeDistancePx: 24,
  keepCrops: false,
  repeatMs: 2000
}

/** For tests and benches: a camera that nobody has set up further. */
export const plainSettings: AnalysisSettings = {
  id: 'gate',
  analysisFps: 5,
  matchThreshold: null,
  livenessRequired: true,
  zoom: 'off',
  regionOfInterest: null,
  ignoreZones: [],
  minEyeDistancePx: null
}
