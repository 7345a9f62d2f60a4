import { MusterError } from '../../../contracts/result'
import type { Services } from '../services'
import type { HandlersOf } from './index'

export function webhookHandlers(services: Services): HandlersOf<'endpoints'> & HandlersOf<'deliveries'> {
  const { reader, writer, endpoints } = services
  const changed = <T>(value: T): T => {
    services.changed(['endpoints', 'deliveries', 'app'])
    return value
  }
  const queued = <T>(written: { value: T; deliveriesDue: boolean }): T => {
    services.changed(['endpoints', 'deliveries', 'app'], written)
    return written.value
  }
  return {
    'endpoints.list': () => reader.endpoints(),
    'endpoints.create': async (input) => changed(await endpoints.create(input)),
    'endpoints.update': async ({ id, endpoint }) => {
      const updated = await endpoints.update(id, endpoint)
      // One that was switched on again may have deliveries waiting.
      return queued({ value: updated, deliveriesDue: true })
    },
    'endpoints.remove': async ({ id }) => changed(await endpoints.remove(id)),
    'endpoints.rotateSecret': async ({ id, overlapHours }) => changed(await endpoints.rotateSecret(id, overlapHours)),
    'endpoints.sendTest': async ({ id }) => queued(await endpoints.sendTest(id)),

    'deliveries.list': (query) => reader.deliveries(query),
    'deliveries.get': async ({ id }) => {
      const detail = await reader.delivery(id)
      if (detail === null) throw new MusterError('not_found', 'This delivery is not there any more.')
      return detail
    },
    'deliveries.retry': async ({ id }) => queued(await writer.retryDelivery(id)),
    'deliveries.retryDead': async ({ endpointId }) => queued(await writer.retryDead(endpointId))
  }
}
