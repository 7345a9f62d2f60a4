import { describe, expect, it } from 'vitest'
import { areaUnderCurve, livenessPoints, ratesAt } from './rates'

const scores = {
  live: [0.9, 0.8, 0.7, 0.4],
  attacks: new Map([
    ['print', [0.1, 0.2, 0.75, 0.05]],
    ['screen', [0.4, 0.3]]
  ])
}

describe('liveness rates', () => {
  it('counts each kind of attack by itself, and a score at the threshold as passing', () => {
    expect(ratesAt(scores, 0.7)).toEqual({ apcer: { print: 0.25, screen: 0 }, bpcer: 0.25 })
    expect(ratesAt(scores, 0.4).apcer['screen']).toBe(0.5)
  })

  it('goes from all pass to none passes', () => {
    const points = livenessPoints(scores)
    expect(points[0]).toMatchObject({ apcer: 1, bpcer: 0 })
    expect(points.at(-1)).toEqual({ threshold: Infinity, apcer: 0, bpcer: 1 })
    expect(points.every((point, i) => i === 0 || point.apcer <= points[i - 1]!.apcer)).toBe(true)
  })

  it('measures how often a person scores above an attack, ties half', () => {
    // 24 pairs; .75 beats .7 and .4, and .4 ties with .4.
    expect(areaUnderCurve(scores)).toBeCloseTo(21.5 / 24, 9)
  })

  it('says nothing of an empty set', () => {
    const empty = { live: [], attacks: new Map([['print', [] as number[]]]) }
    expect(areaUnderCurve(empty)).toBeNull()
    expect(livenessPoints(empty)).toEqual([])
    expect(ratesAt(empty, 0.5)).toEqual({ apcer: { print: null }, bpcer: null })
  })
})
