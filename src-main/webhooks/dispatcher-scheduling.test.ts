import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../platform/log'
import type { AttemptResult, ClaimedDelivery } from '../storage/api'
import { claimedDelivery } from './claimed.fixture'
import type { DeliveryReport } from './dispatcher'
import { Dispatcher } from './dispatcher'

const delivery = (id: string, endpointId: string): ClaimedDelivery =>
  claimedDelivery({ deliveryId: id, leaseId: `lease-${id}`, endpointId, eventId: `evt-${id}` })

const resultOf = ({ deliveryId, leaseId, attempt }: ClaimedDelivery): AttemptResult => ({
  ...{ deliveryId, leaseId, attempt, durationMs: 1, status: 200 },
  ...{ requestHeaders: {}, responseHeaders: {}, responseBody: '', responseCut: false },
  ...{ error: null, failure: 'none', unreachable: false, retryAfterMs: null },
  ...{ pinSignatureFormat: null, doubt: null, clockSkewMs: null }
})

/** The scheduling alone, with a queue in memory and sends that end when told; the real storage is in dispatcher.test.ts. */
class Bench {
  readonly waiting: ClaimedDelivery[] = []
  readonly finished: string[] = []
  readonly reports: DeliveryReport[] = []
  readonly sending = new Map<string, () => void>()
  exchanges = 0
  overlapping = 0
  failNext = 0
  nextDueInMs: number | null = null
  private busy = false

  readonly dispatcher = new Dispatcher({
    storage: {
      exchangeDeliveries: async ({ results, limit }) => {
        this.exchanges++
        if (this.busy) this.overlapping++
        this.busy = true
        await Promise.resolve()
        this.busy = false
        if (this.failNext-- > 0) throw new Error('database is locked')
        this.finished.push(...results.map(({ deliveryId }) => deliveryId))
        const claimed = this.waiting.splice(0, limit)
        return { outcomes: results.map(() => 'delivered' as const), claimed, nextDueInMs: this.nextDueInMs }
      }
    },
    concurrency: 16,
    send: (claimed) =>
      new Promise((resolve) => {
        this.sending.set(claimed.deliveryId, () => {
          this.sending.delete(claimed.deliveryId)
          resolve(resultOf(claimed))
        })
      }),
    random: () => 0.5,
    log: silentLog,
    onDelivery: (report) => void this.reports.push(report)
  })

  async wake(): Promise<void> {
    this.dispatcher.wake()
    await vi.advanceTimersByTimeAsync(0)
  }

  async end(id: string): Promise<void> {
    this.sending.get(id)?.()
    await vi.advanceTimersByTimeAsync(0)
  }
}

describe('Dispatcher scheduling', () => {
  let bench: Bench
  beforeEach(() => {
    vi.useFakeTimers()
    bench = new Bench()
  })
  afterEach(async () => {
    const stopped = bench.dispatcher.stop(0)
    await vi.advanceTimersByTimeAsync(1)
    await stopped
    vi.useRealTimers()
  })

  const queueUp = (endpointId: string, count: number) => {
    for (let index = 0; index < count; index++) bench.waiting.push(delivery(`${endpointId}${index}`, endpointId))
  }

  it('fills a slot again when an attempt ends, in the exchange that records it', async () => {
    queueUp('a', 17)
    await bench.wake()
    expect(bench.sending.size).toBe(16)
    const before = bench.exchanges
    await bench.end('a1')
    expect(bench.finished).toEqual(['a1'])
    expect([...bench.sending.keys()]).toContain('a16')
    expect(bench.exchanges - before).toBe(1)
    expect(bench.reports[0]).toMatchObject({ deliveryId: 'a1', endpointId: 'a', outcome: 'delivered', status: 200 })
  })

  it('keeps to its number at once over all endpoints, but not for attempts that hang', async () => {
    for (const endpointId of ['a', 'b', 'c', 'd', 'e']) queueUp(endpointId, 4)
    await bench.wake()
    expect(bench.sending.size).toBe(16)
    await vi.advanceTimersByTimeAsync(1000)
    expect(bench.sending.size).toBe(20)
  })

  it('never claims twice at once, however often it is woken', async () => {
    queueUp('a', 20)
    for (let index = 0; index < 10; index++) bench.dispatcher.wake()
    await vi.advanceTimersByTimeAsync(0)
    while (bench.sending.size > 0) for (const id of [...bench.sending.keys()]) await bench.end(id)
    expect(bench.finished).toHaveLength(20)
    expect(bench.overlapping).toBe(0)
  })

  it('looks again when the next delivery falls due', async () => {
    bench.nextDueInMs = 5000
    await bench.wake()
    queueUp('a', 1)
    await vi.advanceTimersByTimeAsync(4999)
    expect(bench.sending.size).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(bench.sending.size).toBe(1)
  })

  it('survives a storage that fails to claim and to record, and records what it kept', async () => {
    queueUp('a', 1)
    bench.failNext = 3
    await bench.wake()
    expect(bench.sending.size).toBe(0)
    await vi.advanceTimersByTimeAsync(250 + 500 + 1000)
    bench.failNext = 2
    await bench.end('a0')
    expect(bench.finished).toEqual([])
    await vi.advanceTimersByTimeAsync(250 + 500)
    expect(bench.finished).toEqual(['a0'])
  })

  it('stops with no new claims, once what is under way has ended', async () => {
    queueUp('a', 4)
    await bench.wake()
    queueUp('b', 1)
    const stopped = bench.dispatcher.stop(5000)
    for (const id of ['a0', 'a1', 'a2', 'a3']) await bench.end(id)
    expect(await stopped).toEqual({ abandoned: 0 })
    expect(bench.waiting).toHaveLength(1)
    expect(bench.finished).toHaveLength(4)
  })

  it('abandons what does not end in time and records nothing of it', async () => {
    queueUp('a', 1)
    await bench.wake()
    const stopped = bench.dispatcher.stop(2000)
    await vi.advanceTimersByTimeAsync(2000)
    expect(await stopped).toEqual({ abandoned: 1 })
    await bench.end('a0')
    expect(bench.finished).toEqual([])
    await bench.wake()
    expect(bench.exchanges).toBe(1)
  })
})
