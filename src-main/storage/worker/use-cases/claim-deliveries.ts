import type { ClaimedDelivery, StorageWriter } from '../../api'
import type { Lane, Unit } from '../outbox/due'
import { dueIn } from '../outbox/due'
import type { LaneCredentials } from '../outbox/claimed'
import { claimUnit, credentialsOf } from '../outbox/claimed'
import { expireDue } from '../outbox/expiry'
import { countRequests, freeIn, moveBacklog } from '../outbox/lane-limits'
import { beginProbe, isShut, linkForClaim } from '../outbox/link'
import { servingOf } from '../outbox/serving'
import { endpointState } from '../queries/endpoint-states'
import { servedRows } from '../queries/endpoints'
import type { LinkRow } from '../queries/link-state'
import type { UseCaseContext } from './context'
import { requeueLost } from './requeue-lost'

export type Claim = Parameters<StorageWriter['claimDeliveries']>[0]

/** Takes what is due, at each endpoint no more than its lane lets through, and commits the attempt rows before anything is sent. */
export function claimDeliveries(context: UseCaseContext, claim: Claim): ClaimedDelivery[] {
  const { sql, times } = context
  requeueLost(context, times.steady, 'The sender was lost before the answer came.')
  expireDue(context)
  const link = linkForClaim(sql, times)
  if (claim.limit <= 0 || isShut(link, times.steady)) return []
  const lanes = servedRows(sql).map((endpoint): Lane => {
    const lane = { endpoint, serving: servingOf(sql, endpoint), state: endpointState(sql, endpoint.id) }
    return { ...lane, state: moveBacklog(sql, lane, times.steady) }
  })
  const due = lanes.map((lane) => ({ lane, units: unitsOf(context, lane, link, claim.limit) }))
  const claimed = takeInTurn(context, due, claim)
  if (claimed.length > 0 && link.state === 'down') beginProbe(sql, times)
  return claimed
}

function unitsOf({ sql, times }: UseCaseContext, lane: Lane, link: LinkRow, limit: number): Unit[] {
  const free = Math.min(limit, freeIn(sql, lane, link, times.steady))
  return free > 0 ? dueIn(sql, lane, times.steady, free) : []
}

/** One of each endpoint after the other, so that a long backlog of one leaves room for the others. */
function takeInTurn(context: UseCaseContext, due: { lane: Lane; units: Unit[] }[], claim: Claim): ClaimedDelivery[] {
  const { sql, times } = context
  const lease = { id: context.newLeaseId(), endsSteady: times.steady + Math.ceil(claim.leaseMs) }
  const credentials = new Map<string, LaneCredentials>()
  const claimed: ClaimedDelivery[] = []
  const deepest = Math.max(0, ...due.map(({ units }) => units.length))
  for (let depth = 0; depth < deepest; depth += 1) {
    for (const { lane, units } of due) {
      const unit = units[depth]
      if (unit === undefined || claimed.length >= claim.limit) continue
      const id = lane.endpoint.id
      const known = credentials.get(id) ?? credentialsOf(context, lane)
      credentials.set(id, known)
      const one = claimUnit(context, lane, unit, known, lease)
      if (one !== null) claimed.push(one)
    }
  }
  for (const { lane } of due)
    countRequests(sql, lane, times.steady, claimed.filter(({ endpointId }) => endpointId === lane.endpoint.id).length)
  return claimed
}
