import { describe, expect, it } from 'vitest'
import { curveSvg } from './curves'

const chart = { title: 'a < b & c', xLabel: 'FMR', yLabel: 'FNMR', logX: true, logY: true }

describe('curveSvg', () => {
  it('joins the points of a series and draws what lies beyond an axis at its end', () => {
    const svg = curveSvg({
      ...chart,
      series: [
        {
          name: 'one',
          points: [
            [0, 1],
            [1e-4, 1],
            [1, 1e-4]
          ]
        }
      ]
    })
    const [, points = ''] = /<polyline points="([^"]*)"/.exec(svg) ?? []
    const [a, b, c] = points.split(' ')
    expect(a).toBe(b)
    expect(c).toBe('616.0,424.0')
  })

  it('labels decades on a logarithmic axis and fifths on an even one', () => {
    const svg = curveSvg({ ...chart, logY: false, series: [] })
    for (const label of ['0.0001', '0.001', '0.01', '0.1', '1', '0.2', '0.8']) expect(svg).toContain(`>${label}</text>`)
  })

  it('escapes what it is given', () => {
    expect(curveSvg({ ...chart, series: [] })).toContain('a &lt; b &amp; c</text>')
  })
})
