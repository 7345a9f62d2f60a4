import { hasWordFor, renderBatch } from '../../../webhooks/dialects/render-batch'
import type { DomainEvent } from '../../../../contracts/domain/event'
import type { DeliveryRow } from '../queries/deliveries'
import { neverDue } from '../queries/deliveries'
import { findEvent, ownerOfEvent } from '../queries/events'
import type { RequestBodyRow } from '../queries/request-bodies'
import { bodyPlace, keepRequestBody, unsignedPlace } from '../queries/request-bodies'
import type { UseCaseContext } from '../use-cases/context'
import type { Lane, Unit } from './due'
import { note } from './ledger'

export interface SealedUnit {
  rows: DeliveryRow[]
  /** As it stands in the database, but for the bytes. */
  request: Omit<RequestBodyRow, 'body' | 'unsigned'>
  /** Without a signature inside. */
  plain: Uint8Array
}

/**
 * At the first claim what goes into one request is put together, and its bytes are made and kept: every later attempt sends
 * these very bytes. Of a batch as many go as fit into a body; the others stay for the next. Null when nothing is left of it.
 */
export function sealUnit(context: UseCaseContext, lane: Lane, unit: Unit): SealedUnit | null {
  const { sql, vault, times } = context
  const { endpoint, serving } = lane
  const { dialect } = serving
  const events: DomainEvent[] = []
  const rows: DeliveryRow[] = []
  for (const row of unit.rows) {
    const event = findEvent(sql, vault, row.event_id)
    if (event === null) cancelErased(context, row)
    else if (!hasWordFor(dialect, event)) cancelWordless(context, row)
    else {
      events.push(event)
      rows.push(row)
    }
  }
  if (events.length === 0) return null
  const { rendered, taken } = renderBatch(dialect, events, {
    endpointAlias: endpoint.alias === '' ? endpoint.id : endpoint.alias,
    now: times.now
  })
  const together = serving.batch === null ? rows.slice(0, 1) : sealBatch(context, rows.slice(0, taken))
  const lead = together[0]
  if (lead === undefined) return null
  const owner = ownerOfEvent(together.length === 1 ? lead.person_id : null)
  const request = {
    dialect: dialect.name,
    event_name: rendered.eventName,
    content_type: dialect.contentType,
    headers: JSON.stringify(rendered.headers),
    rendered_at: times.now
  }
  keepRequestBody(sql, lead.seq, {
    ...request,
    body: vault.seal(owner, bodyPlace(lead.id), rendered.body),
    unsigned: dialect.embedSignature === undefined ? null : vault.seal(owner, unsignedPlace(lead.id), rendered.body)
  })
  return { rows: together, request, plain: rendered.body }
}

/** A consecutive range becomes one: its first stands for all, and the others never fall due by themselves. */
function sealBatch({ sql, newId }: UseCaseContext, rows: DeliveryRow[]): DeliveryRow[] {
  const lead = rows[0]
  if (lead === undefined) return []
  const batch = newId('batch')
  // What must not expire keeps the others with it.
  const times = rows.map((row) => row.expires_steady)
  const expires = times.includes(null) ? null : Math.max(...times.filter((time) => time !== null))
  return rows.map((row) => {
    const due = row === lead ? row.due_steady : neverDue
    const expiry = row === lead ? expires : null
    sql.run(
      `UPDATE deliveries SET lead_seq = @lead, batch_id = @batch, due_steady = @due, expires_steady = @expiry WHERE seq = @seq`,
      { seq: row.seq, lead: lead.seq, batch, due, expiry }
    )
    return { ...row, lead_seq: lead.seq, batch_id: batch, due_steady: due, expires_steady: expiry }
  })
}

/** Its data no longer opens: the person it was about was erased. */
export function cancelErased(context: UseCaseContext, row: DeliveryRow): void {
  cancel(context, row, { outcome: 'erased', error: 'Cancelled: what it was about was erased.' })
  note(context, { kind: 'erase', rows: [row], outcome: 'erased' })
}

/** It was made while the endpoint spoke another dialect. */
function cancelWordless(context: UseCaseContext, row: DeliveryRow): void {
  cancel(context, row, {
    outcome: 'dialect_changed',
    error: 'Cancelled: the endpoint’s dialect was changed, and has no such event.'
  })
  note(context, { kind: 'cancel', rows: [row] })
}

function cancel({ sql, times }: UseCaseContext, row: DeliveryRow, why: { outcome: string; error: string }): void {
  sql.run(
    `UPDATE deliveries SET state = 'cancelled', outcome = @outcome, finished_at = @now, last_error = @error WHERE seq = @seq`,
    { seq: row.seq, now: times.now, ...why }
  )
}
