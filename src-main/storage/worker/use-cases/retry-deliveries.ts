import type { Delivery } from '../../../../contracts/domain/webhook'
import { MusterError } from '../../../../contracts/result'
import type { Written } from '../../api'
import { deliveryRow, toDelivery } from '../queries/deliveries'
import { endpointRow } from '../queries/endpoints'
import type { UseCaseContext } from './context'

const refusals = {
  sending: 'This delivery is just being sent.',
  delivered: 'This delivery has arrived.',
  cancelled: 'This delivery was cancelled and cannot be sent again.'
}

/** Due at once with a fresh retry budget; numbers of attempts, ids and bytes go on. */
const revive = `state = 'pending', due_steady = @steady, finished_at = NULL, budget_start = attempts`

/** For a dead or waiting delivery. */
export function retryDelivery({ sql, times }: UseCaseContext, id: string): Written<Delivery> {
  const row = deliveryRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This delivery is no longer there.')
  if (row.state !== 'dead' && row.state !== 'pending') throw new MusterError('conflict', refusals[row.state])
  sql.run(`UPDATE deliveries SET ${revive} WHERE id = @id`, { id, steady: times.steady })
  const after = deliveryRow(sql, id)
  return { value: toDelivery(after ?? row, times), deliveriesDue: true }
}

export function retryDead({ sql, times }: UseCaseContext, endpointId: string): Written<{ queued: number }> {
  if (endpointRow(sql, endpointId) === undefined)
    throw new MusterError('not_found', 'This endpoint is no longer there.')
  const { changes } = sql.run(`UPDATE deliveries SET ${revive} WHERE endpoint_id = @endpointId AND state = 'dead'`, {
    endpointId,
    steady: times.steady
  })
  return { value: { queued: changes }, deliveriesDue: changes > 0 }
}
