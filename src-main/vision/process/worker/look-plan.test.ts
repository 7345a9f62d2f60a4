import { describe, expect, it } from 'vitest'
import { BusyMeter } from './busy-meter'
import type { Effort, EffortState, LookCandidate, PlannedScene } from './look-plan'
import { chooseLooks, nextEffort, planFrame } from './look-plan'

describe('nextEffort', () => {
  const state = (effort: Effort): EffortState => ({ effort, sinceMs: 0 })
  it.each<[string, Effort, number, number, Effort]>([
    ['time to spare', 'ample', 0.3, 60_000, 'ample'],
    ['busy, but only just begun', 'ample', 0.95, 500, 'ample'],
    ['busy for a second', 'ample', 0.95, 1000, 'tight'],
    ['still too busy', 'tight', 1, 1500, 'short'],
    ['as little as can be', 'short', 1, 60_000, 'short'],
    ['between the limits nothing changes', 'tight', 0.7, 60_000, 'tight'],
    ['quieter, but not for long', 'short', 0.2, 3000, 'short'],
    ['quieter', 'short', 0.2, 4000, 'tight'],
    ['quiet again', 'tight', 0.2, 4000, 'ample']
  ])('%s', (_name, effort, busy, now, expected) => {
    expect(nextEffort(state(effort), busy, now).effort).toBe(expected)
  })

  it('goes one step at a time and does not flap', () => {
    let now: EffortState = { effort: 'ample', sinceMs: 0 }
    const steps: Effort[] = []
    // What a step saves brings the share down to where a naive rule would step back at once.
    for (let at = 0; at <= 20_000; at += 200) {
      now = nextEffort(now, now.effort === 'ample' ? 0.95 : 0.6, at)
      if (steps.at(-1) !== now.effort) steps.push(now.effort)
    }
    expect(steps).toEqual(['ample', 'tight'])
  })
})

describe('planFrame', () => {
  const calm: PlannedScene = { undecided: 0, unclear: 0, observed: false, predicted: 0 }
  it.each<[string, Effort, Partial<PlannedScene>, number, string]>([
    ['time to spare', 'ample', {}, 2, 'full'],
    ['somebody is followed closely', 'short', { observed: true }, 2, 'full'],
    ['little time', 'tight', {}, 2, 'track'],
    ['hardly any time, all are named', 'short', {}, 2, 'predict'],
    ['as many as may be predicted', 'short', { predicted: 2 }, 2, 'track'],
    ['hardly any time, one has no name', 'short', { undecided: 1 }, 2, 'track'],
    ['hardly any time, two cross', 'short', { unclear: 2 }, 2, 'track'],
    ['hardly any time, nobody there', 'short', {}, 0, 'predict'],
    ['newcomers are looked for in every other picture', 'short', { predicted: 1 }, 0, 'track']
  ])('%s', (_name, effort, scene, followed, expected) => {
    expect(planFrame(effort, { ...calm, ...scene }, followed)).toBe(expected)
  })
})

describe('chooseLooks', () => {
  const named = (lookedAtMs: number): LookCandidate => ({ urgent: false, decided: true, goodFrames: 9, lookedAtMs })
  const fresh = (goodFrames: number): LookCandidate => {
    return { urgent: false, decided: false, goodFrames, lookedAtMs: goodFrames ? 900 : -Infinity }
  }
  const urgent: LookCandidate = { ...named(900), urgent: true }

  it('looks at all that are due when there is time', () => {
    expect([...chooseLooks('full', [named(900), fresh(0), named(400), urgent, fresh(1)], 1000)]).toEqual([1, 2, 3, 4])
  })

  it('looks at the unnamed first, the nearest to a name before the others, and at no more than two', () => {
    expect([...chooseLooks('track', [named(-9000), fresh(0), fresh(2), fresh(1)], 1000)]).toEqual([2, 3])
    expect([...chooseLooks('track', [named(-9000), fresh(0)], 1000)]).toEqual([1, 0])
  })

  it('never makes a face in doubt wait', () => {
    expect([...chooseLooks('track', [urgent, urgent, urgent, fresh(2)], 1000)]).toEqual([0, 1, 2])
  })

  it('comes to the named ones, too, the longest unseen first', () => {
    expect([...chooseLooks('track', [named(-800), named(-900), named(-1000), named(500)], 1000)]).toEqual([2, 1])
  })
})

describe('BusyMeter', () => {
  it('tells the share of the last seconds', () => {
    const meter = new BusyMeter(1000)
    expect(meter.share(5000)).toBe(0)
    meter.note(4000, 4300)
    meter.note(4500, 4700)
    expect(meter.share(4700)).toBeCloseTo(0.5)
    expect(meter.share(5200)).toBeCloseTo(0.3)
    meter.note(5000, 6200)
    expect(meter.share(6200)).toBe(1)
  })
})
