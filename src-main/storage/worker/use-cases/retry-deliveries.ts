import type { Delivery, DeliveryState } from '../../../../contracts/domain/webhook'
import { MusterError } from '../../../../contracts/result'
import type { ReplayPage, Written } from '../../api'
import { note } from '../outbox/ledger'
import type { DeliveryRow } from '../queries/deliveries'
import { deliveryRow, leadOf, loggedDeliveryRow, toDelivery, travelling } from '../queries/deliveries'
import { anyEndpointRow, endpointRow } from '../queries/endpoints'
import { findEvent } from '../queries/events'
import { replayableRows } from '../queries/replay'
import { requestBody } from '../queries/request-bodies'
import { appendEventTo } from './append-event'
import { existingEndpoint } from './endpoints'
import type { UseCaseContext } from './context'

const refusals: Partial<Record<DeliveryState, string>> = {
  sending: 'This delivery is just being sent.',
  delivered: 'This delivery has arrived. A replay sends it again.',
  cancelled: 'This delivery was cancelled and cannot be sent again.'
}

/** Due at once with a fresh retry budget, with all that travel in its request; numbers of attempts, ids and bytes go on. */
export function revive(context: UseCaseContext, row: DeliveryRow): void {
  const { sql, times } = context
  const lead = leadOf(row)
  sql.run(
    `UPDATE deliveries SET state = 'pending', due_steady = CASE WHEN seq = @lead THEN @steady ELSE due_steady END,
       finished_at = NULL, budget_start = attempts, expires_steady = NULL WHERE seq = @lead OR lead_seq = @lead`,
    { lead, steady: times.steady }
  )
  // Somebody asked for it: an open circuit takes it for its probe.
  sql.run(
    `UPDATE endpoint_states SET probe_steady = @steady WHERE endpoint_id = @endpointId AND probe_steady > @steady`,
    { endpointId: row.endpoint_id, steady: times.steady }
  )
  note(context, { kind: 'replay', rows: travelling(sql, row) })
}

/** For a delivery that did not arrive, or waits. */
export function retryDelivery(context: UseCaseContext, id: string): Written<Delivery> {
  const { sql, times } = context
  const row = deliveryRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This delivery is no longer there.')
  const refusal = refusals[row.state]
  if (refusal !== undefined) throw new MusterError('conflict', refusal)
  if (endpointRow(sql, row.endpoint_id) === undefined)
    throw new MusterError('conflict', 'The endpoint of this delivery was removed.')
  if (isPruned(context, row)) throw new MusterError('conflict', 'What was sent is no longer kept.')
  revive(context, row)
  return { value: toDelivery(loggedDeliveryRow(sql, id) ?? missing(), times), deliveriesDue: true }
}

/** Whatever is dead at an endpoint, whichever bytes are still there. */
export function retryDead(context: UseCaseContext, endpointId: string): Written<{ queued: number }> {
  const { sql } = context
  existingEndpoint(context, endpointId)
  const rows = sql.all<DeliveryRow>(
    `SELECT * FROM deliveries WHERE endpoint_id = @endpointId AND state = 'dead' ORDER BY seq`,
    { endpointId }
  )
  const leads = rows.filter((row) => row.lead_seq === null || row.lead_seq === row.seq)
  for (const row of leads) revive(context, row)
  return { value: { queued: rows.length }, deliveriesDue: rows.length > 0 }
}

/** Its bytes are gone, or were never made and cannot be any more. */
const isPruned = ({ sql, vault }: UseCaseContext, row: DeliveryRow): boolean =>
  row.pruned === 1 || (requestBody(sql, leadOf(row)) === undefined && findEvent(sql, vault, row.event_id) === null)

/** Replays a page of what a filter means, oldest first. `next` is null after the last. */
export function replayDeliveries(
  context: UseCaseContext,
  page: ReplayPage
): Written<{ queued: number; next: number | null }> {
  const rows = replayableRows(context.sql, page)
  let queued = 0
  for (const row of rows) {
    // The first of a batch brought the others back.
    const now = deliveryRow(context.sql, row.id)
    if (now === undefined || (!page.asNew && now.state === 'pending')) continue
    if (page.asNew) queued += sendAsNew(context, row) ? 1 : 0
    else if (!isPruned(context, row)) {
      revive(context, row)
      queued += travelling(context.sql, row).length
    }
  }
  const next = rows.length < page.limit ? null : (rows.at(-1)?.seq ?? null)
  return { value: { queued, next }, deliveriesDue: queued > 0 }
}

function sendAsNew(context: UseCaseContext, row: DeliveryRow): boolean {
  const { sql, vault } = context
  const event = findEvent(sql, vault, row.event_id)
  const endpoint = anyEndpointRow(sql, row.endpoint_id)
  if (event === null || endpoint === undefined) return false
  const { type, occurredAt, personId, cameraId, data } = event
  appendEventTo(context, { type, occurredAt, personId, cameraId, data }, [endpoint])
  return true
}

function missing(): never {
  throw new Error('a delivery is missing right after it was written')
}
