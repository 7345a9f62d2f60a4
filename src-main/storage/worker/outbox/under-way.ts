import type { DeliveryRow } from '../queries/deliveries'
import type { Sql } from '../sql'

/** Far more than can be under way: whatever is beyond was lost and never ended. */
const atMost = 5000

/**
 * Rows of single deliveries as their claim left them, for the end of the attempt. Whether they still stand so is asked of the
 * database by `leasesOf`; what is missing here is read.
 */
export class UnderWay {
  private readonly rows = new Map<string, DeliveryRow>()

  claimed(row: DeliveryRow): void {
    if (this.rows.size >= atMost) this.rows.clear()
    this.rows.set(row.id, row)
  }

  /** Each row once. */
  take(deliveryId: string): DeliveryRow | undefined {
    const row = this.rows.get(deliveryId)
    this.rows.delete(deliveryId)
    return row
  }
}

export interface Lease {
  id: string
  attempt: number
}

/** By `seq`: what is being sent, and under which lease. */
export const leasesOf = (sql: Sql): Map<number, Lease> =>
  new Map(
    sql
      .rows<[number, string, number]>(
        `SELECT seq, lease_id, attempts FROM deliveries INDEXED BY deliveries_sending WHERE state = 'sending'`
      )
      .map(([seq, id, attempt]) => [seq, { id, attempt }])
  )
