import type { EndpointStateRow } from '../queries/endpoint-states'
import { changeEndpointState, endpointState } from '../queries/endpoint-states'
import type { LinkRow } from '../queries/link-state'
import { markDelivered } from '../queries/deliveries'
import { linkRow } from '../queries/link-state'
import type { Sql } from '../sql'
import type { Lease } from './under-way'
import { leasesOf } from './under-way'

export type StateChange = Partial<Omit<EndpointStateRow, 'endpoint_id' | 'last_sequence'>>

/** States of endpoints while many attempts are recorded: each is read once and written once. */
export class FinishTurn {
  private readonly states = new Map<string, EndpointStateRow>()
  private readonly changes = new Map<string, StateChange>()
  private link: LinkRow | null = null
  private readonly deliveredSeqs: number[] = []
  private now = 0
  private leases: Map<number, Lease> | null = null

  constructor(private readonly sql: Sql) {}

  state(endpointId: string): EndpointStateRow {
    const known = this.states.get(endpointId) ?? endpointState(this.sql, endpointId)
    this.states.set(endpointId, known)
    return known
  }

  change(endpointId: string, change: StateChange): void {
    this.states.set(endpointId, { ...this.state(endpointId), ...change })
    this.changes.set(endpointId, { ...this.changes.get(endpointId), ...change })
  }

  /** To be marked as delivered, once its attempt is closed. */
  delivered(seq: number, now: number): void {
    this.deliveredSeqs.push(seq)
    this.now = now
  }

  /** Leases as they were when the turn began; of each delivery, only its first result may be judged by them. */
  lease(seq: number): Lease | undefined {
    this.leases ??= leasesOf(this.sql)
    return this.leases.get(seq)
  }

  /** Call it before anything reads states or deliveries by itself. */
  flush(): void {
    for (const [endpointId, change] of this.changes) changeEndpointState(this.sql, endpointId, change)
    this.changes.clear()
    if (this.deliveredSeqs.length > 0) markDelivered(this.sql, this.deliveredSeqs.splice(0), this.now)
  }

  linkIsUp(): boolean {
    this.link ??= linkRow(this.sql)
    return this.link.state === 'up'
  }

  /** The link may be another now. */
  linkChanged(): void {
    this.link = null
  }
}
