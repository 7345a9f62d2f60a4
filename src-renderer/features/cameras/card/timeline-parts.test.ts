import { describe, expect, it } from 'vitest'
import type { TimelineSpan } from '../../../../contracts/cameras'
import { partAt, partsOf, summaryOf, wholePercent } from './timeline-parts'

const hour = 3_600_000
const day = 24 * hour
const span = (from: number, to: number, state: TimelineSpan['state'], problem: TimelineSpan['problem'] = null) => ({
  ...{ from: from * hour, to: to * hour },
  ...{ state, problem }
})
const words = (spans: TimelineSpan[]) =>
  partsOf(spans, 0, day).map(({ from, to, state }) => `${from / hour}-${to / hour} ${state}`)

describe('partsOf', () => {
  it('fills what is not known, and puts neighbours alike together', () => {
    expect(words([span(2, 4, 'live'), span(4, 6, 'live'), span(6, 7, 'failed', 'unreachable')])).toEqual([
      '0-2 unknown',
      '2-6 live',
      '6-7 failed',
      '7-24 unknown'
    ])
  })

  it('cuts at the edges and closes seams of a moment', () => {
    const seam = { ...span(0, 3, 'live'), from: -hour }
    const later = { ...span(3, 24, 'off'), from: 3 * hour + 900, to: day + hour }
    expect(words([later, seam])).toEqual(['0-3 live', '3-24 off'])
  })

  it('is one empty stretch without any notes', () => {
    expect(words([])).toEqual(['0-24 unknown'])
  })
})

describe('summaryOf', () => {
  it('counts what was live of what was watched; a retry in between is no end of an interruption', () => {
    const parts = partsOf(
      [
        span(10, 10.1, 'connecting'),
        span(10.1, 19.1, 'live'),
        span(19.1, 19.3, 'failed', 'disconnected'),
        span(19.3, 19.4, 'connecting'),
        span(19.4, 19.6, 'failed', 'unreachable'),
        span(19.6, 20, 'live'),
        span(20, 24, 'off')
      ],
      0,
      day
    )
    expect(summaryOf(parts)).toEqual({
      live: expect.closeTo(0.949, 3),
      watchedMs: expect.closeTo(9.9 * hour, 0),
      interruptions: 1
    })
  })

  it('holds the start of a camera against nobody', () => {
    const parts = partsOf([span(23, 23.5, 'connecting'), span(23.5, 24, 'live')], 0, day)
    expect(summaryOf(parts)).toMatchObject({ live: 1, interruptions: 0 })
  })

  it('says nothing of a camera that was off', () => {
    expect(summaryOf(partsOf([span(0, 24, 'off')], 0, day)).live).toBeNull()
  })
})

it('rounds to 100 per cent only what is whole', () => {
  expect([1, 0.9999, 0.5, 0.0001, 0].map(wholePercent)).toEqual([100, 99, 50, 1, 0])
})

it('finds the part of a moment', () => {
  const parts = partsOf([span(0, 4, 'live')], 0, day)
  expect([0, 4 * hour - 1, 4 * hour, day].map((at) => partAt(parts, at))).toEqual([0, 0, 1, 1])
})
