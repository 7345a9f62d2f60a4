import { useChannel } from '../../../data/use-channel'
import { useDialects } from '../form/use-dialects'
import type { Forecast } from './forecast'
import { endpointForecast, wholeForecast } from './forecast'

/** Rates and forecasts change without anything being pushed. */
const everyMs = 3000

/** What waits where, with a forecast for each endpoint and for all of them. */
export function useQueue() {
  const queue = useChannel('deliveries.queue', undefined, { refetchInterval: everyMs })
  const endpoints = useChannel('endpoints.list')
  const dialects = useDialects()
  const forecasts = new Map<string, Forecast>()
  for (const one of queue.data?.endpoints ?? []) {
    const endpoint = endpoints.data?.find(({ id }) => id === one.endpointId)
    const dialect = dialects.data?.find(({ name }) => name === endpoint?.dialect)
    forecasts.set(one.endpointId, endpointForecast(one, endpoint, dialect))
  }
  return { queue, endpoints, forecasts, whole: wholeForecast([...forecasts.values()]) }
}
