import type { Log } from '../platform/log'
import type { StorageWriter } from '../storage/api'

export interface WebhookUpkeepParts {
  writer: Pick<StorageWriter, 'pruneDeliveries' | 'checkpointLedger'>
  checkpointHours: () => Promise<number>
  lastCheckpointAt: () => Promise<number | null>
  now: () => number
  log: Log
  /** Deliveries came due. */
  onDue: () => void
}

const hourMs = 3_600_000

/** What is done now and then: letting go of what is kept no longer, and signing how far the ledger has come. */
export class WebhookUpkeep {
  private timer: NodeJS.Timeout | null = null
  private running = false
  private disposed = false

  constructor(private readonly parts: WebhookUpkeepParts) {}

  /** Once soon, then every hour. */
  start(): void {
    this.timer = setInterval(() => this.runSafely(), hourMs)
    this.timer.unref()
    this.runSafely()
  }

  dispose(): void {
    this.disposed = true
    if (this.timer !== null) clearInterval(this.timer)
  }

  /** One round. Pages are short, and between two of them whatever waits for the writer goes first. */
  async run(): Promise<{ bodies: number; deliveries: number }> {
    const sum = { bodies: 0, deliveries: 0 }
    for (let more = true; more && !this.disposed;) {
      const page = await this.parts.writer.pruneDeliveries()
      sum.bodies += page.bodies
      sum.deliveries += page.deliveries
      more = page.more
      if (page.deliveriesDue) this.parts.onDue()
    }
    if (sum.bodies + sum.deliveries > 0) this.parts.log.info(sum, 'old deliveries were pruned')
    const last = await this.parts.lastCheckpointAt()
    const everyMs = (await this.parts.checkpointHours()) * hourMs
    // A clock that was set back must not put the next one off for ever.
    if (last === null || Math.abs(this.parts.now() - last) >= everyMs) {
      const { deliveriesDue } = await this.parts.writer.checkpointLedger()
      if (deliveriesDue) this.parts.onDue()
    }
    return sum
  }

  private runSafely(): void {
    if (this.running || this.disposed) return
    this.running = true
    this.run()
      .catch((thrown: unknown) => this.parts.log.warn({ error: String(thrown) }, 'upkeep of deliveries failed'))
      .finally(() => (this.running = false))
  }
}
