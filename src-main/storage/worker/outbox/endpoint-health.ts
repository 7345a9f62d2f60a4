import type { AttemptResult } from '../../api'
import type { DeliveryRow } from '../queries/deliveries'
import type { EndpointStateRow } from '../queries/endpoint-states'
import { changeEndpointState, declareBacklog, endpointState } from '../queries/endpoint-states'
import type { Tally } from '../queries/endpoint-stats'
import { lastMinutes } from '../queries/endpoint-stats'
import type { EndpointRow } from '../queries/endpoints'
import { anyEndpointRow, disableEndpoint } from '../queries/endpoints'
import { readSettings } from '../queries/settings'
import type { UseCaseContext } from '../use-cases/context'
import { disabledData, failingData, tellOthers } from './endpoint-news'
import { closeForGood } from './closing'
import { linkReached } from './link'
import { servingOf } from './serving'
import type { Verdict } from './verdict'

/** Charged failures in a row that open a circuit, and the wait for its probes. */
const circuit = { opensAfter: 5, firstProbeMs: 30_000, mostProbeMs: 10 * 60_000 }
/** Below this share of delivered attempts within the window, others are told. */
export const failing = { share: 0.95, windowMinutes: 60, attemptsAtLeast: 10 }
const dayMs = 24 * 3_600_000

type Change = Partial<Omit<EndpointStateRow, 'endpoint_id'>>

/** What an attempt says of its endpoint, beside what it means for its delivery. */
export function afterAttempt(
  context: UseCaseContext,
  endpoint: EndpointRow,
  row: DeliveryRow,
  result: AttemptResult,
  verdict: Verdict
): void {
  const { sql, times } = context
  const state = endpointState(sql, endpoint.id)
  const change: Change = { ...reach(context, state, result), ...known(state, result) }
  if (verdict.kind === 'delivered') Object.assign(change, afterSuccess(context, state))
  else if (verdict.kind !== 'uncharged') Object.assign(change, afterFailure(context, endpoint, row, state, verdict))
  changeEndpointState(sql, endpoint.id, change)
  if (verdict.kind === 'disable') switchOff(context, endpoint, verdict.reason ?? '')
  else if (verdict.state !== 'delivered') disableIfTooLong(context, endpoint, { ...state, ...change })
  if (endpoint.closing === 1 && verdict.state !== 'pending') closeForGood(sql, endpoint.id)
  if (change.probe_steady !== undefined && state.probe_steady === null) declareBacklog(sql, endpoint.id, times.steady)
}

function reach({ sql, times }: UseCaseContext, state: EndpointStateRow, result: AttemptResult): Change {
  if (result.unreachable) return state.unreachable_steady === null ? { unreachable_steady: times.steady } : {}
  // A destination that was refused was never dialled.
  if (result.failure === 'refused_destination') return {}
  if (linkReached(sql, times)) {
    for (const { id } of sql.all<{ id: string }>('SELECT endpoint_id AS id FROM endpoint_states'))
      declareBacklog(sql, id, times.steady)
  }
  return { reached_steady: times.steady, ...(state.unreachable_steady !== null && { unreachable_steady: null }) }
}

const known = (state: EndpointStateRow, result: AttemptResult): Change => ({
  ...(result.pinSignatureFormat !== null &&
    result.pinSignatureFormat !== state.pinned_format && { pinned_format: result.pinSignatureFormat }),
  ...(result.clockSkewMs !== null && { clock_skew_ms: Math.round(result.clockSkewMs) })
})

function afterSuccess({ times }: UseCaseContext, state: EndpointStateRow): Change {
  const change: Change = { last_success_at: times.now }
  if (state.failures > 0) Object.assign(change, { failures: 0, failing_steady: null })
  if (state.probe_steady !== null) Object.assign(change, { probe_steady: null, probes: 0 })
  return change
}

function afterFailure(
  { sql, times }: UseCaseContext,
  endpoint: EndpointRow,
  row: DeliveryRow,
  state: EndpointStateRow,
  verdict: Verdict
): Change {
  const serving = servingOf(sql, endpoint)
  const failures = state.failures + 1
  const change: Change = {
    failures,
    failing_steady: state.failing_steady ?? times.steady,
    last_failure_at: times.now,
    last_error: verdict.reason
  }
  if (verdict.state === 'dead' && serving.order === 'fifo' && serving.onDead === 'block') change.blocked_by = row.seq
  if (!serving.breaks) return change
  if (state.probe_steady === null) {
    if (failures >= circuit.opensAfter) change.probe_steady = times.steady + circuit.firstProbeMs
  } else if (state.probe_steady <= times.steady) {
    const probes = state.probes + 1
    change.probes = probes
    change.probe_steady = times.steady + Math.min(circuit.mostProbeMs, circuit.firstProbeMs * 2 ** probes)
  }
  return change
}

/** Never silently: the others hear of it, and so does the operator. */
function switchOff(context: UseCaseContext, endpoint: EndpointRow, reason: string): void {
  if (endpoint.removed_at !== null || endpoint.enabled !== 1) return
  disableEndpoint(context.sql, endpoint.id, reason, context.times.now)
  tellOthers(context, endpoint, disabledData(context, endpoint, reason))
}

function disableIfTooLong(context: UseCaseContext, endpoint: EndpointRow, state: EndpointStateRow): void {
  const days = readSettings(context.sql).webhooks.disableAfterDays
  if (days === null || state.failing_steady === null) return
  if (context.times.steady - state.failing_steady < days * dayMs) return
  switchOff(
    context,
    endpoint,
    `Nothing was delivered there for ${days} days: ${state.last_error ?? 'every attempt failed'}`
  )
}

/** Once each time that an endpoint's success falls below the share. */
export function warnIfFailing(context: UseCaseContext, endpointId: string, tally: Tally): void {
  const { sql, times } = context
  const state = endpointState(sql, endpointId)
  if (tally.failed === 0 && state.warned === 0) return
  const window = lastMinutes(sql, endpointId, times.now, failing.windowMinutes)
  const attempts = window.delivered + window.failed
  const isFailing = attempts >= failing.attemptsAtLeast && window.delivered / attempts < failing.share
  if (isFailing === (state.warned === 1)) return
  changeEndpointState(sql, endpointId, { warned: isFailing ? 1 : 0 })
  const endpoint = anyEndpointRow(sql, endpointId)
  if (!isFailing || endpoint === undefined || endpoint.removed_at !== null) return
  const seconds = failing.windowMinutes * 60
  tellOthers(context, endpoint, failingData(context, endpoint, { ...window, seconds }, state.last_error ?? ''))
}
