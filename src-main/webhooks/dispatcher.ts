import type { EventType } from '../../contracts/domain/event'
import type { BackoffPolicy } from '../platform/backoff'
import { backoffDelay } from '../platform/backoff'
import type { Log } from '../platform/log'
import { guideLogLines } from './guide-log-lines'
import type { AttemptOutcomeAnswer, AttemptResult, ClaimedDelivery, StorageWriter } from '../storage/api'

/** What became of one attempt, for the log and the screens. */
export interface DeliveryReport {
  deliveryId: string
  endpointId: string
  outcome: AttemptOutcomeAnswer
  status: number | null
  eventType: EventType
  durationMs: number
}

export interface DispatcherParts {
  storage: Pick<StorageWriter, 'exchangeDeliveries'>
  /** Makes one attempt and never throws (`deliver.ts`). */
  send: (delivery: ClaimedDelivery) => Promise<AttemptResult>
  random: () => number
  log: Log
  onDelivery: (report: DeliveryReport) => void
  /** Attempts at once, over all endpoints; those that stalled do not count. By default 128: the more a turn records and claims, the less of it is the sync of the disk. */
  concurrency?: number
}

interface Ended {
  delivery: ClaimedDelivery
  result: AttemptResult
  tried: number
}

/** Longer than the longest attempt (120 s) and its recording: within it nobody else may take the delivery. */
const leaseMs = 300_000
/** An attempt that waits this long is a socket that costs nothing: it keeps its endpoint's slot but frees a common one. */
const stalledAfterMs = 1000
/** Bounds of the wait for the next look: the steady clock of storage and this timer may run apart. */
const lookAgainMs = { atLeast: 20, whileBusy: 1000, atMost: 60_000 }
const storageBackoff: BackoffPolicy = { firstMs: 250, maxMs: 30_000, jitter: 0.2 }
/** Tries to record a result before it is given up: the lease then runs out and the delivery goes out again. */
const finishTries = 8

/**
 * Takes due deliveries from the outbox and sends them. It keeps nothing of its own that matters: a crash loses only the
 * attempts under way, which storage queues again. One exchange with storage records what ended and claims anew, so that a
 * whole turn is one commit; lanes, rates and circuits are storage's to know.
 */
export class Dispatcher {
  private readonly inFlight = new Set<Promise<void>>()
  private readonly concurrency: number
  /** Results that wait to be recorded. */
  private ended: Ended[] = []
  /** Attempts that hold one of the common slots. */
  private active = 0
  private pumping: Promise<void> | null = null
  private woken = false
  private timer: NodeJS.Timeout | null = null
  private storageFailures = 0
  private state: 'running' | 'stopping' | 'stopped' = 'running'

  constructor(private readonly parts: DispatcherParts) {
    this.concurrency = parts.concurrency ?? 128
  }

  /** Call it after a commit that made deliveries due, and once at the start. Cheap: calls while it looks are one. */
  wake(): void {
    this.woken = true
    if (this.state === 'stopped' || this.pumping !== null) return
    this.pumping = this.pump().finally(() => {
      this.pumping = null
      // A wake between the last look and here found the pump still set.
      if (this.woken && this.timer === null) this.wake()
    })
  }

  /** No new claims; waits for attempts under way up to `timeoutMs` and abandons the rest, which go out again at the next start. */
  async stop(timeoutMs: number): Promise<{ abandoned: number }> {
    this.state = 'stopping'
    this.disarm()
    const idle = async (): Promise<'idle'> => {
      while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight)
      while (this.pumping !== null) await this.pumping
      return 'idle'
    }
    let limit: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      limit = setTimeout(() => resolve('late'), timeoutMs)
    })
    await Promise.race([idle(), late])
    clearTimeout(limit)
    this.state = 'stopped'
    this.disarm()
    const abandoned = this.inFlight.size + this.ended.length
    if (abandoned > 0)
      this.parts.log.warn({ abandoned }, 'stopped with deliveries under way; they go out again at the next start')
    return { abandoned }
  }

  /** One exchange after the other, never two at once: the slots that one fills are counted before the next. */
  private async pump(): Promise<void> {
    this.disarm()
    while (this.woken && this.state !== 'stopped') {
      this.woken = false
      const results = this.ended
      this.ended = []
      const free = this.state === 'running' ? this.concurrency - this.active : 0
      // The end or the stall of an attempt wakes again.
      if (free <= 0 && results.length === 0) return
      try {
        const turn = { results: results.map(({ result }) => result), limit: free, leaseMs }
        const { outcomes, claimed, nextDueInMs } = await this.parts.storage.exchangeDeliveries(turn)
        this.storageFailures = 0
        for (const [index, ended] of results.entries()) this.report(ended, outcomes[index] ?? 'stale')
        // Stopped meanwhile: claimed but not sent, so told as unknown at the next start.
        if (this.isStopped()) return
        for (const delivery of claimed) this.start(delivery)
        if (!this.woken && nextDueInMs !== null) this.armFor(nextDueInMs)
      } catch (failure) {
        this.backOff(failure, results)
        return
      }
    }
  }

  /** What is overdue and was not claimed waits for a slot, whose end wakes; others may fall due before. */
  private armFor(nextDueInMs: number): void {
    const atLeast = nextDueInMs <= 0 && this.inFlight.size > 0 ? lookAgainMs.whileBusy : lookAgainMs.atLeast
    this.arm(Math.min(Math.max(nextDueInMs, atLeast), lookAgainMs.atMost))
  }

  private backOff(failure: unknown, results: Ended[]): void {
    const waitMs = backoffDelay(storageBackoff, this.storageFailures++, this.parts.random)
    const kept = results
      .map((ended) => ({ ...ended, tried: ended.tried + 1 }))
      .filter(({ tried }) => tried < finishTries)
    this.ended = [...kept, ...this.ended]
    this.woken = false
    this.parts.log.warn({ err: failure, waitMs, results: kept.length }, 'deliveries could not be recorded or claimed')
    this.arm(waitMs)
  }

  private arm(waitMs: number): void {
    this.disarm()
    if (this.state === 'stopped') return
    this.timer = setTimeout(() => {
      this.timer = null
      this.wake()
    }, waitMs)
  }

  private disarm(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private start(delivery: ClaimedDelivery): void {
    this.active++
    let holdsSlot = true
    const freeSlot = () => {
      if (holdsSlot) this.active--
      holdsSlot = false
      this.wake()
    }
    const stall = setTimeout(freeSlot, stalledAfterMs)
    const attempt = this.parts.send(delivery).then((result) => {
      clearTimeout(stall)
      this.inFlight.delete(attempt)
      this.ended.push({ delivery, result, tried: 0 })
      freeSlot()
    })
    this.inFlight.add(attempt)
  }

  private isStopped(): boolean {
    return this.state === 'stopped'
  }

  private report({ delivery, result }: Ended, outcome: AttemptOutcomeAnswer): void {
    const { deliveryId, endpointId, eventType, attempt } = delivery
    const { status, durationMs, failure } = result
    const report = { deliveryId, endpointId, outcome, status, eventType, durationMs }
    this.parts.log.info({ ...report, attempt, failure }, 'attempt finished')
    for (const { level, message } of guideLogLines(delivery, result, outcome))
      this.parts.log[level]({ endpointId, deliveryId }, message)
    this.parts.onDelivery(report)
  }
}
