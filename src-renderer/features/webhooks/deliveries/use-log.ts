import { useMemo, useState } from 'react'
import type { DeliveryFilter, DeliveryState, Endpoint } from '../../../../contracts/domain/webhook'
import { usePages } from '../../../data/use-channel'
import { useUrlFilters } from '../../../data/use-url-filters'
import { useSiteZone } from '../../../ui'
import { deliveryFilter, readLogFilters } from './delivery-filters'

/** Pages loaded beyond this are not loaded anew at each delivery that is made. */
const holdAfter = 2

/** The log under the filters of the address; of one endpoint, and in some states, where those are given. */
export function useLog(endpoint: Endpoint | null, only: DeliveryState[] | null = null) {
  const zone = useSiteZone()
  const [params, put] = useUrlFilters()
  const text = params.toString()
  const filters = useMemo(() => {
    const read = readLogFilters(new URLSearchParams(text))
    return { ...read, endpointId: endpoint === null ? read.endpointId : null, states: only === null ? read.states : [] }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `only` is given as a literal
  }, [text, endpoint])
  // A span counts from when it was chosen: were it to slide along, rows already loaded would be asked for anew each minute.
  const [since, setSince] = useState({ span: filters.span, at: Date.now() })
  if (since.span !== filters.span) setSince({ span: filters.span, at: Date.now() })
  const filter: DeliveryFilter = {
    ...deliveryFilter(filters, zone, since.at),
    ...(endpoint ? { endpointId: endpoint.id } : {}),
    ...(only ? { states: only } : {})
  }
  const log = usePages('deliveries.list', { ...filter, limit: 100 }, { holdAfter })
  return { filters, filter, put, log, openId: params.get('delivery') }
}
