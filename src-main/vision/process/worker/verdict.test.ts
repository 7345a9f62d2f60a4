import { describe, expect, it } from 'vitest'
import type { Candidate } from './matcher'
import type { Evidence, Vote } from './verdict'
import { decideVerdict } from './verdict'

const rules = { matchThreshold: 0.45, margin: 0.05, livenessThreshold: 0.7 }
const who = (personId: string, score: number): Candidate => ({ personId, name: personId.toUpperCase(), score })
const vote = (best: Candidate | null, second: Candidate | null = null, weight = 0.8): Vote => ({
  match: { best, second, top: [] },
  weight
})
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const evidence = (votes: Vote[], liveness: number[] = times(3, 0.95), galleryEmpty = false): Evidence => ({
  votes,
  liveness,
  galleryEmpty
})

const ana = vote(who('ana', 0.7), who('ben', 0.1))
const tie = vote(who('ana', 0.6), who('ben', 0.58))
const low = vote(who('ana', 0.2), who('ben', 0.1))

describe('decideVerdict', () => {
  it.each<[string, Evidence, string, string | null, string | null]>([
    ['nothing seen', evidence([], []), 'checking', null, 'too_few_good_frames'],
    ['two pictures agree', evidence(times(2, ana)), 'checking', null, 'too_few_good_frames'],
    ['three pictures agree, live', evidence(times(3, ana)), 'recognized', 'ana', null],
    ['three agree, liveness not yet told', evidence(times(3, ana), [0.9, 0.9]), 'checking', null, 'liveness_unknown'],
    [
      'three agree, liveness low but young',
      evidence(times(4, ana), times(4, 0.4)),
      'checking',
      null,
      'liveness_unknown'
    ],
    ['three agree, liveness low', evidence(times(5, ana), times(5, 0.4)), 'spoof', null, 'spoof'],
    ['liveness just above the threshold', evidence(times(3, ana), times(3, 0.701)), 'recognized', 'ana', null],
    ['score exactly at the threshold', evidence(times(3, vote(who('ana', 0.45)))), 'recognized', 'ana', null],
    ['score just below', evidence(times(8, vote(who('ana', 0.4499)))), 'stranger', null, 'low_score'],
    ['a tie of two people', evidence(times(8, tie)), 'stranger', null, 'low_margin'],
    ['low scores, seven pictures', evidence(times(7, low)), 'checking', null, 'too_few_good_frames'],
    ['low scores, eight pictures', evidence(times(8, low)), 'stranger', null, 'low_score'],
    ['nobody enrolled', evidence(times(8, vote(null)), times(3, 0.9), true), 'stranger', null, 'gallery_empty'],
    ['a spoof that looks like nobody', evidence(times(8, low), times(7, 0.3)), 'spoof', null, 'spoof'],
    [
      'pictures split between two people',
      evidence([...times(4, ana), ...times(4, vote(who('ben', 0.7)))]),
      'checking',
      null,
      'low_margin'
    ],
    ['one outlier among many', evidence([...times(5, ana), vote(who('ben', 0.5))]), 'recognized', 'ana', null]
  ])('%s', (_name, given, kind, personId, refusal) => {
    expect(decideVerdict(given, rules)).toMatchObject({ kind, personId, refusal })
  })

  it('lets good pictures outweigh poor ones', () => {
    const votes = [...times(3, vote(who('ana', 0.7), null, 0.9)), ...times(4, vote(who('ben', 0.5), null, 0.1))]
    expect(decideVerdict(evidence(votes), rules)).toMatchObject({ kind: 'recognized', personId: 'ana' })
  })

  it('tells the weighted mean of score and second score', () => {
    const votes = [
      vote(who('ana', 0.8), who('ben', 0.2), 0.3),
      ...times(2, vote(who('ana', 0.6), who('ben', 0.1), 0.1))
    ]
    const verdict = decideVerdict(evidence(votes), rules)
    expect(verdict.score).toBeCloseTo((0.8 * 0.3 + 0.6 * 0.2) / 0.5)
    expect(verdict.secondScore).toBeCloseTo((0.2 * 0.3 + 0.1 * 0.2) / 0.5)
  })

  it('names without liveness where nobody asks for it, and never calls a spoof there', () => {
    const verdict = decideVerdict(evidence(times(3, ana), times(7, 0.1)), { ...rules, livenessThreshold: null })
    expect(verdict).toMatchObject({ kind: 'recognized', liveness: { isLive: null, frames: 7 } })
  })
})
