import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DemoRun } from './demo-run'

describe('DemoRun', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const run = (exitAfter: number | null) => {
    const lines: string[] = []
    const ends: [number, string][] = []
    const demo = new DemoRun({
      print: (line) => lines.push(line),
      exitAfter,
      timeoutMs: 120_000,
      end: (code, words) => ends.push([code, words])
    })
    return { demo, lines, ends }
  }
  const attendance = { verified: true, eventType: 'attendance.recorded', webhookId: 'evt_1' }

  it('ends well after the asked number of verified attendance deliveries, once', () => {
    const { demo, ends, lines } = run(2)
    demo.delivered(attendance)
    demo.delivered({ ...attendance, eventType: 'webhook.test' })
    expect(ends).toEqual([])
    demo.delivered(attendance)
    demo.delivered(attendance)
    expect(ends).toEqual([[0, '2 attendance deliveries verified']])
    expect(lines[0]).toBe('delivered   attendance.recorded evt_1, signature verified by the receiver')
  })

  it('ends badly, with the reason, when they do not come in time', () => {
    const { demo, ends } = run(1)
    demo.delivered({ ...attendance, verified: false })
    vi.advanceTimersByTime(120_000)
    expect(ends).toHaveLength(1)
    expect(ends[0]).toEqual([1, expect.stringMatching(/only 0 of 1 .* 1 deliveries refused/)])
  })

  it('never ends by itself when nobody asked for it', () => {
    const { demo, ends } = run(null)
    for (let i = 0; i < 10; i++) demo.delivered(attendance)
    vi.advanceTimersByTime(1_000_000)
    expect(ends).toEqual([])
  })
})
