import { describe, expect, it } from 'vitest'
import { identifyInputSchema, matchLevelOf, verifyInputSchema } from './comparison'

describe('matchLevelOf', () => {
  const levels = { high: 0.47, medium: 0.417, low: 0.354 }
  it.each([
    [0.9, 'high'],
    [0.47, 'high'],
    [0.469, 'medium'],
    [0.4, 'low'],
    [0.353, 'none'],
    [-1, 'none']
  ])('of %f is %s', (score, level) => expect(matchLevelOf(score, levels, 0.36)).toBe(level))

  it('tells no more than match or none without bounds', () => {
    expect([matchLevelOf(0.99, null, 0.9), matchLevelOf(0.89, null, 0.9)]).toEqual(['low', 'none'])
  })
})

describe('inputs of comparisons', () => {
  const picture = new Uint8Array(10)
  const person = `per_${'0'.repeat(26)}`

  it('fills in what is left out', () => {
    expect(verifyInputSchema.parse({ probe: picture, reference: person })).toEqual({
      ...{ probe: picture, reference: person, severalFaces: 'largest', poorQuality: 'refuse' },
      liveness: false
    })
    expect(identifyInputSchema.parse({ picture })).toEqual({ picture, topK: 5, poorQuality: 'refuse', liveness: false })
  })

  it.each([
    ['a picture that is too large', { probe: new Uint8Array(20_000_001), reference: person }],
    ['a person who has no such id', { probe: picture, reference: 'ana' }],
    ['a threshold beyond all', { probe: picture, reference: person, threshold: 1.5 }]
  ])('refuses %s', (_name, input) => expect(verifyInputSchema.safeParse(input).success).toBe(false))
})
