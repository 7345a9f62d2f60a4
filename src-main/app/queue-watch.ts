import type { Endpoint } from '../../contracts/domain/webhook'
import { clocksAreApart, switchedOffByOperator } from '../../contracts/domain/webhook'
import type { Warning } from '../../contracts/status'
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
  /** Screens that show deliveries are stale. Told with each look, however many deliveries ended before it. */
  onLook: () => void
  /** Something at an endpoint needs a hand: told once each time that it comes to that. */
  onTrouble: (endpoint: Endpoint, trouble: Trouble) => void
}

export type Trouble = 'failing' | 'circuit_open' | 'blocked' | 'switched_off'

/** Keeps the status board's count of waiting deliveries and its word on failing endpoints; looks at most every 300 ms. */
export class QueueWatch {
  private timer: NodeJS.Timeout | null = null
  private warned = new Set<string>()
  /** Null before the first look: what was so at the start is no news. */
  private troubles: Map<string, Trouble> | null = null

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
    board.set({ queue: { waiting: queue.waiting, dead: queue.dead, nextAttemptAt }, link: queue.link })
    this.deps.onLook()
    this.tellTroubles(endpoints)
    const warnings = endpoints.flatMap(warningsOf)
    for (const warning of warnings) board.warn(warning)
    const now = new Set(warnings.map(({ id }) => id))
    for (const id of this.warned) if (!now.has(id)) board.clear(id)
    this.warned = now
  }

  private tellTroubles(endpoints: Endpoint[]): void {
    const now = new Map(endpoints.flatMap((endpoint) => pairs(endpoint.id, troubleOf(endpoint))))
    for (const endpoint of endpoints) {
      const trouble = now.get(endpoint.id)
      if (trouble !== undefined && this.troubles !== null && this.troubles.get(endpoint.id) !== trouble)
        this.deps.onTrouble(endpoint, trouble)
    }
    this.troubles = now
  }
}

const pairs = (id: string, trouble: Trouble | null): [string, Trouble][] => (trouble === null ? [] : [[id, trouble]])

/** Of this share and number of an hour's attempts on, single failures are no trouble yet. */
const enough = { share: 0.95, attempts: 10 }

/** What an operator should be called for; the link being down is not one endpoint's trouble. */
export function troubleOf(endpoint: Pick<Endpoint, 'state' | 'disabledReason' | 'stats'>): Trouble | null {
  if (endpoint.state === 'off') return endpoint.disabledReason === switchedOffByOperator ? null : 'switched_off'
  if (endpoint.state === 'blocked') return 'blocked'
  if (endpoint.state === 'open_circuit') return 'circuit_open'
  const hour = endpoint.stats.hours.at(-1)
  const attempts = (hour?.delivered ?? 0) + (hour?.failed ?? 0)
  return attempts >= enough.attempts && (hour?.delivered ?? 0) / attempts < enough.share ? 'failing' : null
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

/** Banners about one endpoint. */
export function warningsOf(
  endpoint: Pick<Endpoint, 'id' | 'url' | 'disabledReason' | 'stats' | 'enabled' | 'clockSkewMs'>
): Warning[] {
  const url = new URL(endpoint.url).host
  const fix = `/webhooks/${endpoint.id}`
  const warnings: Warning[] = []
  if (isFailing(endpoint))
    warnings.push({
      ...{ id: `endpoint_failing:${endpoint.id}`, level: 'warning', code: 'endpoint_failing', fix },
      values: { url, error: endpoint.stats.lastError ?? '', waiting: endpoint.stats.waiting }
    })
  if (endpoint.enabled && clocksAreApart(endpoint))
    warnings.push({
      ...{ id: `endpoint_clock:${endpoint.id}`, level: 'warning', code: 'endpoint_clock', fix },
      values: { url, seconds: Math.round(Math.abs(endpoint.clockSkewMs ?? 0) / 1000) }
    })
  return warnings
}
