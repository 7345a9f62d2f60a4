import type { ClaimedDelivery, StorageWriter } from '../../api'
import { dialects } from '../../../webhooks/dialects/index'
import { insertAttempt } from '../queries/attempts'
import type { DeliveryRow } from '../queries/deliveries'
import { bodyPlace, deliveryRow, dueAt } from '../queries/deliveries'
import type { EndpointRow } from '../queries/endpoints'
import { endpointRows } from '../queries/endpoints'
import { findEvent, ownerOfEvent } from '../queries/events'
import { headersSchema, parseColumn } from '../queries/json-column'
import { openSecrets } from '../queries/secrets'
import type { UseCaseContext } from './context'
import { requeueLost } from './requeue-lost'

export type Claim = Parameters<StorageWriter['claimDeliveries']>[0]

/** Takes what is due, at each endpoint no more than its free lanes, and commits the attempt rows before anything is sent. */
export function claimDeliveries(context: UseCaseContext, claim: Claim): ClaimedDelivery[] {
  const { sql, times } = context
  requeueLost(context, times.steady, 'The sender was lost before the answer came.')
  const due = endpointRows(sql)
    .filter((endpoint) => endpoint.enabled === 1)
    .flatMap((endpoint) => {
      const free = Math.min(claim.limit, claim.perEndpoint - (claim.busy[endpoint.id] ?? 0))
      return free > 0 ? dueAt(sql, endpoint.id, times.steady, free).map((row) => ({ endpoint, row })) : []
    })
  due.sort((a, b) => a.row.due_steady - b.row.due_steady || a.row.seq - b.row.seq)
  return due.slice(0, claim.limit).flatMap(({ endpoint, row }) => claimOne(context, endpoint, row, claim.leaseMs) ?? [])
}

function claimOne(
  context: UseCaseContext,
  endpoint: EndpointRow,
  row: DeliveryRow,
  leaseMs: number
): ClaimedDelivery | null {
  const { sql, vault, times } = context
  const rendered = row.body === null ? renderOnce(context, endpoint, row) : row
  const body = rendered?.body ? vault.open(bodyPlace(row.id), rendered.body) : null
  if (rendered === null || body === null || rendered.dialect === null) {
    sql.run(
      `UPDATE deliveries SET state = 'cancelled', outcome = 'erased', finished_at = @now,
         last_error = 'Cancelled: what it was about was erased.' WHERE id = @id`,
      { id: row.id, now: times.now }
    )
    return null
  }
  const attempt = row.attempts + 1
  const leaseId = context.newLeaseId()
  sql.run(
    `UPDATE deliveries SET state = 'sending', attempts = @attempt, lease_id = @leaseId, lease_ends_steady = @ends WHERE id = @id`,
    { id: row.id, attempt, leaseId, ends: times.steady + Math.ceil(leaseMs) }
  )
  insertAttempt(sql, { deliveryId: row.id, endpointId: endpoint.id, number: attempt, leaseId, ...times })
  return {
    deliveryId: row.id,
    leaseId,
    endpointId: endpoint.id,
    attempt,
    eventId: row.event_id,
    url: endpoint.url,
    timeoutMs: endpoint.timeout_ms,
    allowLoopback: endpoint.allow_loopback === 1,
    body,
    contentType: rendered.content_type ?? 'application/json',
    headers: parseColumn(headersSchema, 'deliveries.headers', rendered.headers ?? '{}'),
    dialect: rendered.dialect,
    secrets: openSecrets(sql, vault, endpoint.id, times)
  }
}

/** At the first claim the body is made and kept: every later attempt sends these very bytes. Null when its data is gone. */
function renderOnce({ sql, vault }: UseCaseContext, endpoint: EndpointRow, row: DeliveryRow): DeliveryRow | null {
  const event = findEvent(sql, vault, row.event_id)
  if (event === null) return null
  const dialect = dialects[endpoint.dialect]
  const { eventName, body, headers } = dialect.render(event)
  sql.run(
    `UPDATE deliveries SET dialect = @dialect, event_name = @eventName, content_type = @contentType, headers = @headers,
       body = @body WHERE id = @id`,
    {
      id: row.id,
      dialect: dialect.name,
      eventName,
      contentType: dialect.contentType,
      headers: JSON.stringify(headers),
      body: vault.seal(ownerOfEvent(row.person_id), bodyPlace(row.id), body)
    }
  )
  return deliveryRow(sql, row.id) ?? null
}
