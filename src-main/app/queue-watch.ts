import type { Endpoint } from '../../contracts/domain/webhook'
import { switchedOffByOperator } from '../../contracts/domain/webhook'
import type { Log } from '../platform/log'
import type { QueueSummary } from '../storage/api'
import type { StatusBoard } from './status-board'

const quietMs = 300

export interface QueueWatchDeps {
  queue: () => Promise<QueueSummary>
  endpoints: () => Promise<Endpoint[]>
  board: StatusBoard
  log: Log
  now: () => number
}

/** Keeps the status board's count of waiting deliveries and its word on failing endpoints; looks at most every 300 ms. */
export class QueueWatch {
  private timer: NodeJS.Timeout | null = null
  private warned = new Set<string>()

  constructor(private readonly deps: QueueWatchDeps) {}

  lookSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.look().catch((error: unknown) =>
        this.deps.log.warn({ error: String(error) }, 'the delivery queue could not be read')
      )
    }, quietMs)
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private async look(): Promise<void> {
    const { board } = this.deps
    const [queue, endpoints] = await Promise.all([this.deps.queue(), this.deps.endpoints()])
    const nextAttemptAt = queue.nextDueInMs === null ? null : this.deps.now() + queue.nextDueInMs
    board.set({ queue: { waiting: queue.waiting, dead: queue.dead, nextAttemptAt } })
    const failing = endpoints.filter(isFailing)
    for (const endpoint of failing) {
      board.warn({
        id: `endpoint_failing:${endpoint.id}`,
        level: 'warning',
        code: 'endpoint_failing',
        values: {
          url: new URL(endpoint.url).host,
          error: endpoint.stats.lastError ?? '',
          waiting: endpoint.stats.waiting
        },
        fix: `/webhooks/${endpoint.id}`
      })
    }
    const now = new Set(failing.map((endpoint) => endpoint.id))
    for (const id of this.warned) if (!now.has(id)) board.clear(`endpoint_failing:${id}`)
    this.warned = now
  }
}

/** Failing: switched off by its own answers, or its last attempt failed and something still waits or died. */
export function isFailing(endpoint: Pick<Endpoint, 'disabledReason' | 'stats' | 'enabled'>): boolean {
  // What an operator switched off needs no warning.
  if (endpoint.disabledReason !== null) return endpoint.disabledReason !== switchedOffByOperator
  if (!endpoint.enabled) return false
  const { lastFailureAt, lastSuccessAt, waiting, dead } = endpoint.stats
  const lastFailed = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt)
  return lastFailed && waiting + dead > 0
}
