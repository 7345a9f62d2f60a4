import type { DialectInfo, Endpoint, QueueState } from '../../../../contracts/domain/webhook'

export interface Forecast {
  waiting: number
  /** Deliveries a second once they go out; null when nothing tells it. */
  perSecond: number | null
  /** Until nothing waits any more; null when nothing tells it. */
  seconds: number | null
}

type EndpointQueue = QueueState['endpoints'][number]

/** How fast one endpoint will be served: as in the last minutes, else as its own limit, or its dialect's, allows. */
function rateOf(queue: EndpointQueue, endpoint: Endpoint | undefined, dialect: DialectInfo | undefined): number | null {
  if (queue.perSecond > 0) return queue.perSecond
  const limit = endpoint?.options.lane.rate ?? dialect?.rate ?? null
  return limit !== null && limit.count > 0 ? limit.count / limit.perSeconds : null
}

export function endpointForecast(queue: EndpointQueue, endpoint?: Endpoint, dialect?: DialectInfo): Forecast {
  const perSecond = rateOf(queue, endpoint, dialect)
  const seconds = queue.secondsLeft ?? (perSecond === null ? null : queue.waiting / perSecond)
  return { waiting: queue.waiting, perSecond, seconds: queue.waiting === 0 ? 0 : seconds }
}

/**
 * Of all endpoints together: they are served side by side, so the slowest says when it is over. One of which nothing is
 * known has no limit either, and is not what it waits for; where nothing is known of any, nothing is said.
 */
export function wholeForecast(parts: readonly Forecast[]): Forecast {
  const busy = parts.filter(({ waiting }) => waiting > 0)
  const known = busy.map(({ seconds }) => seconds).filter((seconds) => seconds !== null)
  const rates = busy.map(({ perSecond }) => perSecond).filter((rate) => rate !== null)
  return {
    waiting: busy.reduce((sum, { waiting }) => sum + waiting, 0),
    perSecond: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
    seconds: known.length === 0 && busy.length > 0 ? null : Math.max(0, ...known)
  }
}

/** A rate as it is read: one decimal below ten. */
export const rateNumber = (perSecond: number): number =>
  perSecond >= 10 ? Math.round(perSecond) : Math.max(0.1, Math.round(perSecond * 10) / 10)
