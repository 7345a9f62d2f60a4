import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { challengeStepSchema } from '../../contracts/domain/liveness'
import { drawSteps } from './draw-steps'

const all = challengeStepSchema.options

describe('drawSteps', () => {
  it('draws every order of two of four, none twice, about equally often', () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 2400; i++) {
      const drawn = drawSteps(all, 2, 10, randomInt)
      expect(new Set(drawn).size).toBe(2)
      counts.set(drawn.join(), (counts.get(drawn.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(12)
    // 200 each expected; seven standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(95)
  })

  it('asks for no blink where the camera is too slow to see one', () => {
    for (let i = 0; i < 50; i++) expect(drawSteps(all, 4, 4, randomInt)).not.toContain('blink')
    expect(drawSteps(['blink'], 1, 4, randomInt)).toEqual([])
    expect(drawSteps(['blink'], 1, 5, randomInt)).toEqual(['blink'])
  })

  it('draws what there is when more are asked for', () => {
    expect(drawSteps(['blink', 'blink', 'turn_left'], 5, 10, () => 0)).toEqual(['blink', 'turn_left'])
  })
})
