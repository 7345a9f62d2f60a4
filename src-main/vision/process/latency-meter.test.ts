import { describe, expect, it } from 'vitest'
import { LatencyMeter } from './latency-meter'

function meter() {
  let now = 0
  const latency = new LatencyMeter(() => now)
  return { latency, wait: (ms: number) => (now += ms) }
}

describe('LatencyMeter', () => {
  it('knows nothing before the first picture, and one picture is both', () => {
    const { latency } = meter()
    expect(latency.read()).toBeNull()
    latency.add(83.26)
    expect(latency.read()).toEqual({ p50: 83.3, p95: 83.3 })
  })

  it('gives the middle and what 95 of 100 stay within, in whatever order they came', () => {
    const { latency } = meter()
    for (let i = 0; i < 100; i++) latency.add(((i * 37) % 100) + 1)
    expect(latency.read()).toEqual({ p50: 50, p95: 95 })
  })

  it('forgets what is older than half a minute', () => {
    const { latency, wait } = meter()
    latency.add(900)
    wait(20_000)
    latency.add(100)
    expect(latency.read()).toEqual({ p50: 100, p95: 900 })
    wait(10_001)
    expect(latency.read()).toEqual({ p50: 100, p95: 100 })
    wait(20_000)
    expect(latency.read()).toBeNull()
  })

  it('keeps the newest of more than it can hold', () => {
    const { latency } = meter()
    for (let i = 0; i < 600; i++) latency.add(i < 100 ? 5000 : 40)
    expect(latency.read()).toEqual({ p50: 40, p95: 40 })
  })

  it('counts no picture that seems to come from the future', () => {
    const { latency } = meter()
    latency.add(-3_600_000)
    latency.add(NaN)
    expect(latency.read()).toBeNull()
  })
})
