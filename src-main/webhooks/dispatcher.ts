import type { EventType } from '../../contracts/domain/event'
import type { BackoffPolicy } from '../platform/backoff'
import { backoffDelay } from '../platform/backoff'
import type { Log } from '../platform/log'
import type { AttemptResult, ClaimedDelivery, QueueSummary, StorageWriter } from '../storage/api'

type Outcome = Awaited<ReturnType<StorageWriter['finishAttempt']>>['outcome']

/** What became of one attempt, for the log and the screens. */
export interface DeliveryReport {
  deliveryId: string
  endpointId: string
  outcome: Outcome
  status: number | null
  /** Null when the delivery is gone, as after an erasure. */
  eventType: EventType | null
  durationMs: number
}

export interface DispatcherParts {
  storage: Pick<StorageWriter, 'claimDeliveries' | 'finishAttempt'>
  /** `StorageReader.queue`: tells when the next delivery falls due. */
  queue: () => Promise<QueueSummary>
  /** Makes one attempt and never throws (`deliver.ts`). */
  send: (delivery: ClaimedDelivery) => Promise<AttemptResult>
  random: () => number
  log: Log
  onDelivery: (report: DeliveryReport) => void
  /** Attempts at once, over all endpoints (those that stalled do not count) and at each; by default 16 and 4. */
  concurrency?: number
  perEndpoint?: number
}

/** Longer than the longest attempt (60 s) and its recording: within it nobody else may take the delivery. */
const leaseMs = 180_000
/** An attempt that waits this long is a socket that costs nothing: it keeps its endpoint's slot but frees a common one. */
const stalledAfterMs = 1000
/** Bounds of the wait for the next look: the steady clock of storage and this timer may run apart. */
const lookAgainMs = { atLeast: 100, whileBusy: 1000, atMost: 60_000 }
const storageBackoff: BackoffPolicy = { firstMs: 250, maxMs: 30_000, jitter: 0.2 }
/** Tries to record a result before it is given up: the lease then runs out and the delivery goes out again. */
const finishTries = 8

/**
 * Takes due deliveries from the outbox and sends them. It keeps nothing of its own that matters: a crash loses only the
 * attempts under way, which storage queues again. Each endpoint has a limit of its own, so that one that hangs fills its
 * own slots and never delays another; attempts that wait long give their common slot back.
 */
export class Dispatcher {
  private readonly inFlight = new Set<Promise<void>>()
  private readonly busy = new Map<string, number>()
  private readonly concurrency: number
  private readonly perEndpoint: number
  /** Attempts that hold one of the common slots. */
  private active = 0
  private pumping: Promise<void> | null = null
  private woken = false
  private timer: NodeJS.Timeout | null = null
  private storageFailures = 0
  private state: 'running' | 'stopping' | 'stopped' = 'running'
  /** Ends the waits between tries when the dispatcher stops. */
  private readonly ending = new AbortController()

  constructor(private readonly parts: DispatcherParts) {
    this.concurrency = parts.concurrency ?? 16
    this.perEndpoint = parts.perEndpoint ?? 4
  }

  /** Call it after a commit that made deliveries due, and once at the start. Cheap: calls while it looks are one. */
  wake(): void {
    this.woken = true
    if (this.state === 'running' && this.pumping === null) {
      this.pumping = this.pump().finally(() => {
        this.pumping = null
        // A wake between the last look and here found the pump still set.
        if (this.woken) this.wake()
      })
    }
  }

  /** No new claims; waits for attempts under way up to `timeoutMs` and abandons the rest, which go out again at the next start. */
  async stop(timeoutMs: number): Promise<{ abandoned: number }> {
    this.state = 'stopping'
    this.disarm()
    const idle = async (): Promise<'idle'> => {
      await this.pumping
      while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight)
      return 'idle'
    }
    let limit: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      limit = setTimeout(() => resolve('late'), timeoutMs)
    })
    await Promise.race([idle(), late])
    clearTimeout(limit)
    this.state = 'stopped'
    this.ending.abort()
    const abandoned = this.inFlight.size
    if (abandoned > 0)
      this.parts.log.warn({ abandoned }, 'stopped with deliveries under way; they go out again at the next start')
    return { abandoned }
  }

  /** One look after the other, never two at once: the slots that one fills are counted before the next. */
  private async pump(): Promise<void> {
    this.disarm()
    while (this.woken && this.state === 'running') {
      this.woken = false
      const free = this.concurrency - this.active
      // The end or the stall of an attempt wakes again.
      if (free <= 0) return
      try {
        const claimed = await this.claim(free)
        // Stopped meanwhile: claimed but not sent, so told as unknown at the next start.
        if (this.isStopped()) return
        for (const delivery of claimed) this.start(delivery)
        if (!this.woken && claimed.length < free) await this.armForNext()
        this.storageFailures = 0
      } catch (failure) {
        this.backOff(failure)
        return
      }
    }
  }

  private claim(limit: number): Promise<ClaimedDelivery[]> {
    return this.parts.storage.claimDeliveries({
      limit,
      perEndpoint: this.perEndpoint,
      busy: Object.fromEntries(this.busy),
      leaseMs
    })
  }

  private async armForNext(): Promise<void> {
    const { nextDueInMs } = await this.parts.queue()
    if (nextDueInMs === null) return
    // What is overdue and was not claimed waits for a slot of its endpoint, whose end wakes; others may fall due before.
    const atLeast = nextDueInMs <= 0 && this.inFlight.size > 0 ? lookAgainMs.whileBusy : lookAgainMs.atLeast
    this.arm(Math.min(Math.max(nextDueInMs, atLeast), lookAgainMs.atMost))
  }

  private backOff(failure: unknown): void {
    const waitMs = backoffDelay(storageBackoff, this.storageFailures++, this.parts.random)
    this.woken = false
    this.parts.log.warn({ err: failure, waitMs }, 'deliveries could not be claimed')
    this.arm(waitMs)
  }

  private arm(waitMs: number): void {
    this.disarm()
    if (this.state === 'running') this.timer = setTimeout(() => this.wake(), waitMs)
  }

  private disarm(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private start(delivery: ClaimedDelivery): void {
    this.count(delivery.endpointId, 1)
    this.active++
    let holdsSlot = true
    const freeSlot = () => {
      if (holdsSlot) this.active--
      holdsSlot = false
      this.wake()
    }
    const stall = setTimeout(freeSlot, stalledAfterMs)
    const onSent = () => {
      clearTimeout(stall)
      this.count(delivery.endpointId, -1)
      freeSlot()
    }
    const attempt = this.attempt(delivery, onSent).finally(() => this.inFlight.delete(attempt))
    this.inFlight.add(attempt)
  }

  private count(endpointId: string, change: number): void {
    const count = (this.busy.get(endpointId) ?? 0) + change
    if (count > 0) this.busy.set(endpointId, count)
    else this.busy.delete(endpointId)
  }

  private isStopped(): boolean {
    return this.state === 'stopped'
  }

  /**
   * The slots are given back once the result is on its way to storage: it works in order, so the next claim shares the
   * commit of this result and already sees it.
   */
  private async attempt(delivery: ClaimedDelivery, onSent: () => void): Promise<void> {
    const { deliveryId, endpointId } = delivery
    const result = await this.parts.send(delivery)
    const finishing = this.finish(result)
    onSent()
    const finished = await finishing
    if (finished === null) return
    const { status, durationMs } = result
    const report = {
      deliveryId,
      endpointId,
      outcome: finished.outcome,
      status,
      eventType: finished.delivery?.eventType ?? null,
      durationMs
    }
    this.parts.log.info({ ...report, attempt: delivery.attempt, failure: result.failure }, 'attempt finished')
    this.parts.onDelivery(report)
  }

  /** Null when the result could not be recorded, or no longer may be: storage then counts the attempt as unknown. */
  private async finish(result: AttemptResult): Promise<Awaited<ReturnType<StorageWriter['finishAttempt']>> | null> {
    for (let tried = 0; tried < finishTries && !this.isStopped(); tried++) {
      try {
        const finished = await this.parts.storage.finishAttempt(result)
        // A claim that came before this late success has not seen when the next attempt falls due.
        if (tried > 0) this.wake()
        return finished
      } catch (failure) {
        this.parts.log.warn({ err: failure, deliveryId: result.deliveryId, tried }, 'an attempt could not be recorded')
        await this.pause(backoffDelay(storageBackoff, tried, this.parts.random))
      }
    }
    return null
  }

  private pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.ending.signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, waitMs)
      this.ending.signal.addEventListener('abort', done)
    })
  }
}
