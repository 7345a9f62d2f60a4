import { describe, expect, it } from 'vitest'
import {
  decidability,
  equalErrorRate,
  notCompared,
  pointAtFmr,
  pointAtThreshold,
  ratePoints,
  sortScores,
  spreadOf
} from './error-rates'
import { comparePairs } from './pairs'

/** Scores of genuine and of impostor pairs; identities do not matter where nothing is drawn. */
const pairs = (genuine: number[], impostor: number[]) =>
  sortScores({
    score: Float32Array.from([...genuine, ...impostor]),
    genuine: Uint8Array.from([...genuine.map(() => 1), ...impostor.map(() => 0)]),
    a: new Uint32Array(genuine.length + impostor.length),
    b: new Uint32Array(genuine.length + impostor.length).fill(1)
  })
const rates = (genuine: number[], impostor: number[]) => ratePoints(pairs(genuine, impostor))

describe('error rates', () => {
  it('are all from "all match" to "none matches"', () => {
    const points = rates([0.8, 0.5], [0.25, 0.5])
    expect(points.map(({ fmr, fnmr }) => [fmr, fnmr])).toEqual([
      [1, 0],
      [0.5, 0],
      [0, 0.5],
      [0, 1]
    ])
    expect(points.map(({ threshold }) => threshold.toFixed(2))).toEqual(['0.25', '0.50', '0.80', 'Infinity'])
  })

  it.each([
    ['told apart wholly', [0.9, 0.8], [0.1, 0.2], 0],
    ['one of four on either side', [0.9, 0.8, 0.7, 0.2], [0.1, 0.15, 0.05, 0.5], 0.25],
    ['the wrong way round', [0.1, 0.2], [0.8, 0.9], 1],
    ['all alike: a coin', [0.5, 0.5], [0.5, 0.5], 0.5]
  ])('EER of sets %s', (_name, genuine, impostor, eer) => {
    expect(equalErrorRate(rates(genuine, impostor))).toBeCloseTo(eer, 9)
  })

  it('is nothing without pairs of both kinds', () => {
    expect(equalErrorRate(rates([0.9], []))).toBeNull()
    expect(equalErrorRate(rates([], [0.9]))).toBeNull()
    expect(pointAtFmr([], 0.1)).toBeNull()
  })

  it('finds the lowest threshold that keeps a false match rate', () => {
    const impostor = Array.from({ length: 1000 }, (_, i) => i / 2000)
    const points = rates([0.4, 0.4995, 0.6, 0.7], impostor)
    expect(pointAtFmr(points, 1e-3)).toMatchObject({ fmr: expect.closeTo(0.001, 9), fnmr: 0.25 })
    expect(pointAtFmr(points, 0)).toMatchObject({ fmr: 0, fnmr: 0.5 })
    expect(pointAtThreshold(points, 0.65)).toMatchObject({ fmr: 0, fnmr: 0.75 })
    expect(pointAtThreshold(points, 0.9)).toMatchObject({ fmr: 0, fnmr: 1 })
  })

  it('counts a failure to detect as a non-match on both sides', () => {
    const points = rates([0.9, notCompared], [0.1, notCompared])
    expect(pointAtThreshold(points, -1)).toMatchObject({ fnmr: 0.5, fmr: 0.5 })
  })

  it('weighs the pairs of identities by how often they were drawn', () => {
    const at = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle))
    const samples = [
      [0, 0],
      [0, 0.1],
      [1, 2],
      [1, 0.2],
      [2, 3],
      [2, 3.1]
    ].map(([identity, angle]) => ({ identity: identity!, template: at(angle!) }))
    const sorted = sortScores(comparePairs(samples))
    expect(equalErrorRate(ratePoints(sorted, [1, 0, 1]))).toBe(0)
    expect(equalErrorRate(ratePoints(sorted, [1, 2, 0]))).toBeGreaterThan(0.2)
    expect(ratePoints(sorted, [1, 0, 0])).toEqual([])
  })

  it('tells how far both kinds lie apart, pairs that were never compared left out', () => {
    const sorted = pairs([0.5, 1, notCompared], [-0.25, 0.25])
    const genuine = spreadOf(sorted, 'genuine')!
    const impostor = spreadOf(sorted, 'impostor')!
    expect(genuine).toEqual({ least: 0.5, mean: 0.75, most: 1, deviation: 0.25 })
    expect(decidability(genuine, impostor)).toBeCloseTo(3, 9)
    expect(spreadOf(pairs([notCompared], []), 'genuine')).toBeNull()
  })
})
