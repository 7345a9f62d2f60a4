import { describe, expect, it } from 'vitest'
import { sightingWords } from './sighting-words'

const sighting = {
  decision: 'marked' as const,
  direction: 'in' as const,
  refusal: null,
  score: 0.7312,
  secondScore: null,
  threshold: 0.45,
  liveness: { score: 0.98, isLive: true, frames: 5 }
}

describe('sightingWords', () => {
  it('names the direction of what was recorded', () => {
    expect(sightingWords(sighting)).toMatchObject({ tone: 'good', decision: 'markedIn', reason: 'matchedLive' })
    const unproven = { ...sighting, liveness: { score: null, isLive: null, frames: 0 } }
    expect(sightingWords(unproven).reason).toBe('matched')
    expect(sightingWords({ ...sighting, direction: 'out' }).decision).toBe('markedOut')
  })

  it('gives the reason why a stranger was not named', () => {
    const words = sightingWords({ ...sighting, decision: 'stranger', refusal: 'low_margin', secondScore: 0.7 })
    expect(words).toMatchObject({
      decision: 'stranger',
      reason: 'low_margin',
      values: { score: '0.73', second: '0.70' }
    })
    expect(sightingWords({ ...sighting, decision: 'stranger' }).reason).toBe('stranger')
  })

  it('is red for a spoof only', () => {
    expect(sightingWords({ ...sighting, decision: 'spoof', refusal: 'spoof' }).tone).toBe('bad')
    expect(sightingWords({ ...sighting, decision: 'liveness_required' })).toMatchObject({
      tone: 'warning',
      reason: 'liveness_unknown'
    })
  })

  it('writes a dash where there is no figure', () => {
    expect(sightingWords({ ...sighting, score: null }).values.score).toBe('—')
  })
})
