import type { DomainEvent } from '../../../../contracts/domain/event'

/** Bytes of event data at most, and how long an event is kept for a claim that does not come. */
const limits = { bytes: 16 * 1024 * 1024, keptMs: 60_000 }

interface Fresh {
  event: DomainEvent
  bytes: number
  /** Deliveries that will still ask for it. */
  uses: number
  steady: number
}

/**
 * Events that were written a moment ago, for their first claim: what this thread has just sealed need not be read, opened and
 * checked again. Nothing hangs on it; whatever is missing here is read. An erasure clears it, since its keys are no longer
 * asked for.
 */
export class FreshEvents {
  private readonly events = new Map<string, Fresh>()
  private bytes = 0

  /** While there is no room, the older ones stay: they are asked for first. */
  keep(event: DomainEvent, bytes: number, uses: number, steady: number): void {
    for (const [id, { steady: since }] of this.events) {
      if (steady - since < limits.keptMs) break
      this.drop(id)
    }
    if (uses === 0 || this.bytes + bytes > limits.bytes) return
    this.events.set(event.id, { event, bytes, uses, steady })
    this.bytes += bytes
  }

  take(id: string): DomainEvent | null {
    const found = this.events.get(id)
    if (found === undefined) return null
    found.uses -= 1
    if (found.uses === 0) this.drop(id)
    return found.event
  }

  drop(id: string): void {
    this.bytes -= this.events.get(id)?.bytes ?? 0
    this.events.delete(id)
  }

  clear(): void {
    this.events.clear()
    this.bytes = 0
  }
}
