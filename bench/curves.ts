/** A line of a chart: points in the order in which they are joined. */
export interface Series {
  name: string
  points: readonly (readonly [x: number, y: number])[]
}

export interface CurveChart {
  title: string
  xLabel: string
  yLabel: string
  /** Decades instead of an even scale; points at zero are drawn at the lower end. */
  logX?: boolean
  logY?: boolean
  /** Lower and upper end of an axis; 0 (1e-4 of a logarithmic one) to 1 when left out. */
  xRange?: readonly [number, number]
  yRange?: readonly [number, number]
  series: readonly Series[]
  /** A line of small print under the chart: what the curve was measured on. */
  note?: string
}

const [width, height] = [640, 520]
const frame = { left: 84, right: 24, top: 48, bottom: 96 }
/** Told apart by colour-blind readers and in print (Okabe and Ito 2008); dashes tell the rest. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#000000']
const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 4', '1 4']

/** A chart of rates (ROC, DET) as a self-contained SVG 1.1 document of 640 × 520, light background, no script. */
export function curveSvg(chart: CurveChart): string {
  const x = axis(chart.xRange, chart.logX ?? false, frame.left, width - frame.right)
  const y = axis(chart.yRange, chart.logY ?? false, height - frame.bottom, frame.top)
  const grid = [
    ...x.ticks.map((value) => line(x.at(value), frame.top, x.at(value), height - frame.bottom)),
    ...y.ticks.map((value) => line(frame.left, y.at(value), width - frame.right, y.at(value)))
  ]
  const labels = [
    ...x.ticks.map((value) => text(x.at(value), height - frame.bottom + 18, words(value), 'middle')),
    ...y.ticks.map((value) => text(frame.left - 8, y.at(value) + 4, words(value), 'end'))
  ]
  const curves = chart.series.map(({ points }, index) => {
    const path = points.map(([px, py]) => `${x.at(px).toFixed(1)},${y.at(py).toFixed(1)}`).join(' ')
    return `<polyline points="${path}" fill="none" stroke="${colour(index)}" stroke-width="2" stroke-dasharray="${dash(index)}"/>`
  })
  const legend = chart.series.map(({ name }, index) => {
    const at = frame.top + 18 + index * 18
    const from = width - frame.right - 24
    const key = `<line x1="${from - 8}" y1="${at - 4}" x2="${from + 18}" y2="${at - 4}" stroke="${colour(index)}" stroke-width="2" stroke-dasharray="${dash(index)}"/>`
    return key + text(from - 14, at, name, 'end')
  })
  const middle = frame.top + (height - frame.top - frame.bottom) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222" role="img">`,
    `<title>${escaped(chart.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(width / 2, 26, chart.title, 'middle', 15),
    `<g stroke="#ddd">${grid.join('')}</g>`,
    ...labels,
    text((frame.left + width - frame.right) / 2, height - frame.bottom + 42, chart.xLabel, 'middle', 13),
    `<g transform="rotate(-90 22 ${middle})">${text(22, middle, chart.yLabel, 'middle', 13)}</g>`,
    ...curves,
    ...legend,
    chart.note ? text(width / 2, height - 18, chart.note, 'middle', 10) : '',
    '</svg>',
    ''
  ].join('\n')
}

interface Axis {
  ticks: number[]
  /** Place of a value on the page; values beyond the ends are drawn at the ends. */
  at: (value: number) => number
}

function axis(range: readonly [number, number] | undefined, log: boolean, from: number, to: number): Axis {
  const [low, high] = range ?? [log ? 1e-4 : 0, 1]
  const scale = log ? Math.log10 : (value: number) => value
  const at = (value: number) => {
    const inside = Math.min(high, Math.max(low, value))
    return from + ((to - from) * (scale(inside) - scale(low))) / (scale(high) - scale(low))
  }
  const decades = Math.round(Math.log10(high / low))
  const ticks = log
    ? Array.from({ length: decades + 1 }, (_, i) => high * 10 ** (i - decades))
    : Array.from({ length: 6 }, (_, i) => low + ((high - low) * i) / 5)
  return { ticks, at }
}

const colour = (index: number) => colours[index % colours.length]!
const dash = (index: number) => dashes[index % dashes.length]!
const words = (value: number) => String(Number(value.toPrecision(3)))
const line = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`
const text = (x: number, y: number, content: string, anchor: string, size = 12) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}">${escaped(content)}</text>`
const escaped = (content: string) => content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
