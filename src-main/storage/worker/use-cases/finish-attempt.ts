import type { Delivery } from '../../../../contracts/domain/webhook'
import type { AttemptResult, StorageWriter } from '../../api'
import type { Tally } from '../queries/endpoint-stats'
import { addToMinute } from '../queries/endpoint-stats'
import { recordAttempt } from '../outbox/record-attempt'
import type { Verdict } from '../outbox/verdict'
import { judge } from '../outbox/verdict'
import { afterAttempt, warnIfFailing } from '../outbox/endpoint-health'
import { anyEndpointRow } from '../queries/endpoints'
import { deliveryRow, loggedDeliveryRow, toDelivery, travelling } from '../queries/deliveries'
import type { UseCaseContext } from './context'

export type Finish = Awaited<ReturnType<StorageWriter['finishAttempt']>>

interface Settled {
  outcome: Finish['outcome']
  endpointId: string | null
  verdict: Verdict | null
}

/** Writes down how an attempt ended and what follows from it. A result whose lease was lost changes nothing. */
export function finishAttempt(context: UseCaseContext, result: AttemptResult): Finish {
  const [outcome] = finishAttempts(context, [result])
  const row = outcome === 'stale' ? undefined : loggedDeliveryRow(context.sql, result.deliveryId)
  const delivery: Delivery | null = row === undefined ? null : toDelivery(row, context.times)
  return { outcome: outcome ?? 'stale', delivery }
}

/** The same for many at once; statistics are written once for each endpoint. */
export function finishAttempts(context: UseCaseContext, results: readonly AttemptResult[]): Finish['outcome'][] {
  const { sql, times } = context
  const tallies = new Map<string, Tally>()
  const outcomes = results.map((result) => {
    const settled = finishOne(context, result)
    if (settled.endpointId !== null) count(tallies, settled.endpointId, settled, result)
    return settled.outcome
  })
  for (const [endpointId, tally] of tallies) {
    addToMinute(sql, endpointId, times.now, tally)
    warnIfFailing(context, endpointId, tally)
  }
  return outcomes
}

function finishOne(context: UseCaseContext, result: AttemptResult): Settled {
  const { sql } = context
  const row = deliveryRow(sql, result.deliveryId)
  const endpoint = row && anyEndpointRow(sql, row.endpoint_id)
  if (
    row?.state !== 'sending' ||
    endpoint === undefined ||
    row.lease_id !== result.leaseId ||
    row.attempts !== result.attempt
  )
    return { outcome: 'stale', endpointId: null, verdict: null }
  const rows = travelling(sql, row)
  const verdict = judge(context, endpoint, row, result)
  recordAttempt(context, rows, result, verdict)
  afterAttempt(context, endpoint, row, result, verdict)
  return { outcome: verdict.answer, endpointId: endpoint.id, verdict }
}

function count(tallies: Map<string, Tally>, endpointId: string, { verdict }: Settled, result: AttemptResult): void {
  const tally = tallies.get(endpointId) ?? { delivered: 0, failed: 0, latencies: [] }
  tallies.set(endpointId, tally)
  // While nothing at all can be reached, no receiver is to blame.
  if (verdict === null || verdict.kind === 'uncharged') return
  tally[verdict.kind === 'delivered' ? 'delivered' : 'failed'] += 1
  if (result.status !== null) tally.latencies.push(result.durationMs)
}
