import type { Endpoint } from '../../../../contracts/domain/webhook'
import { MusterError } from '../../../../contracts/result'
import { noteRuns } from '../outbox/ledger'
import { deliveryAt, travelling } from '../queries/deliveries'
import { changeEndpointState, endpointState, isBlocked } from '../queries/endpoint-states'
import { toEndpoint } from '../queries/endpoints'
import type { UseCaseContext } from './context'
import { existingEndpoint } from './endpoints'
import { revive } from './retry-deliveries'

/** Of a lane that a dead delivery stops: sends it again with a fresh budget, or passes it over for good. */
export function unblock(context: UseCaseContext, id: string, how: 'retry' | 'skip'): Endpoint {
  const { sql, times } = context
  existingEndpoint(context, id)
  const state = endpointState(sql, id)
  const row = state.blocked_by === null ? undefined : deliveryAt(sql, state.blocked_by)
  if (row === undefined || !isBlocked(sql, state))
    throw new MusterError('conflict', 'Nothing stops this endpoint’s deliveries.')
  if (how === 'retry') revive(context, row)
  else {
    const rows = travelling(sql, row)
    sql.run(
      `UPDATE deliveries SET state = 'skipped', finished_at = @now WHERE state = 'dead' AND (seq = @seq OR lead_seq = @seq)`,
      { seq: row.seq, now: times.now }
    )
    noteRuns(context, 'skip', rows)
  }
  changeEndpointState(sql, id, { blocked_by: null })
  return toEndpoint(sql, existingEndpoint(context, id), times)
}

/** Closes an open circuit at once. */
export function resumeEndpoint(context: UseCaseContext, id: string): Endpoint {
  existingEndpoint(context, id)
  changeEndpointState(context.sql, id, { failures: 0, probe_steady: null, probes: 0 })
  return toEndpoint(context.sql, existingEndpoint(context, id), context.times)
}
