import { curveSvg } from '../curves'
import type { RatePoint } from './error-rates'

/** More places than a chart has pixels would only make the file large. */
const places = 1200

/** The detection error trade-off (both errors, logarithmic) and the receiver operating characteristic, as SVG. */
export function drawCurves(points: readonly RatePoint[], name: string): { det: string; roc: string } {
  const kept = thinned(points)
  const note = `${points.length} operating points; a failure to detect counts as a non-match`
  const axis = { xLabel: 'False match rate', logX: true, xRange: [1e-5, 1] as const, note }
  return {
    det: curveSvg({
      ...axis,
      title: `DET: ${name}`,
      yLabel: 'False non-match rate',
      logY: true,
      yRange: [1e-4, 1],
      series: [{ name, points: kept.map(({ fmr, fnmr }) => [fmr, fnmr] as const) }]
    }),
    roc: curveSvg({
      ...axis,
      title: `ROC: ${name}`,
      yLabel: 'True match rate',
      series: [{ name, points: kept.map(({ fmr, fnmr }) => [fmr, 1 - fnmr] as const) }]
    })
  }
}

/** Places evenly spread over the logarithm of the false match rate, and both ends: the curve's shape is in the small rates. */
function thinned(points: readonly RatePoint[]): RatePoint[] {
  const kept: RatePoint[] = []
  let last = NaN
  for (const [index, point] of points.entries()) {
    const place = Math.round(
      (Math.log10(Math.max(1e-7, point.fmr)) * places) / 7 + Math.log10(Math.max(1e-5, point.fnmr)) * places
    )
    if (place !== last || index === points.length - 1) kept.push(point)
    last = place
  }
  return kept
}
