import type { Sighting } from '../../../contracts/domain/attendance'

export interface OutboxOptions {
  send: (sighting: Sighting) => void
  /** Milliseconds until an unacknowledged sighting is sent again. */
  resendMs: number
  /** Most sightings that may wait; beyond it the oldest is given up and counted. */
  capacity: number
  monotonic: () => number
}

/** Keeps every sighting until main says that it is stored: one lost between two processes would be a lost punch. */
export class SightingOutbox {
  /** Given up because too many waited; main has not recorded anything for a long time. */
  lost = 0
  private readonly waiting = new Map<string, { sighting: Sighting; sentAt: number }>()

  constructor(private readonly options: OutboxOptions) {}

  get size(): number {
    return this.waiting.size
  }

  add(sighting: Sighting): void {
    if (this.waiting.size >= this.options.capacity) {
      const oldest = this.waiting.keys().next()
      if (!oldest.done) this.waiting.delete(oldest.value)
      this.lost++
    }
    this.waiting.set(sighting.id, { sighting, sentAt: this.options.monotonic() })
    this.options.send(sighting)
  }

  acknowledge(ids: readonly string[]): void {
    for (const id of ids) this.waiting.delete(id)
  }

  /** Called by a timer: sends what has waited too long, oldest first. */
  resendDue(): void {
    const now = this.options.monotonic()
    for (const entry of this.waiting.values()) {
      if (now - entry.sentAt < this.options.resendMs) continue
      entry.sentAt = now
      this.options.send(entry.sighting)
    }
  }
}
