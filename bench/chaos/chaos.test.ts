import { describe, expect, it } from 'vitest'
import { runChaos } from './run'

describe('a sender that is killed', () => {
  it('loses nothing and keeps to the order, at each of six points', async () => {
    const figures = await runChaos({ runs: 6, seed: 7, eventsPerLife: 20 })
    expect(figures).toMatchObject({ kills: 6, lost: 0, outOfOrder: 0 })
    expect(figures.events).toBeGreaterThan(0)
    expect(figures.killDuplicates).toBeLessThanOrEqual(figures.kills * figures.maxInFlight)
  }, 600_000)
})
