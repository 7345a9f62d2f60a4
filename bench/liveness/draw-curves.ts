import { curveSvg } from '../curves'
import type { LivenessPoint } from './rates'

/** Both errors against each other, and people who pass against attacks that pass, as SVG. */
export function drawLivenessCurves(
  sets: readonly { name: string; points: readonly LivenessPoint[] }[],
  note: string
): { det: string; roc: string } {
  const xLabel = 'APCER: attacks that pass, all kinds together'
  const series = (y: (bpcer: number) => number) =>
    sets.map(({ name, points }) => ({
      name,
      points: points.map(({ apcer, bpcer }) => [apcer, y(bpcer)] as const)
    }))
  return {
    det: curveSvg({
      ...{ title: 'Passive liveness: DET', xLabel, yLabel: 'BPCER: people who do not pass', note },
      ...{ logX: true, logY: true, xRange: [1e-3, 1], yRange: [1e-3, 1] },
      series: series((bpcer) => bpcer)
    }),
    roc: curveSvg({
      ...{ title: 'Passive liveness: ROC', xLabel, yLabel: 'People who pass', note },
      series: series((bpcer) => 1 - bpcer)
    })
  }
}
