import type { DialectName } from '../../../../contracts/domain/webhook'
import type { Place } from '../sealing'
import type { Sql } from '../sql'

/** What a request carries, made once and sent at every attempt. Bytes are sealed: under the person whose data it is, of several events under the site's key. */
export interface RequestBodyRow {
  dialect: DialectName
  event_name: string
  content_type: string
  headers: string
  /** As it was last sent. */
  body: Uint8Array
  /** What a signature is put into, where the body holds one; null where the body is sent as it is. */
  unsigned: Uint8Array | null
  rendered_at: number
}

/** `deliveryId` is the delivery alone, or the first of its batch. */
export const bodyPlace = (deliveryId: string): Place => `deliveries/${deliveryId}/body`
export const unsignedPlace = (deliveryId: string): Place => `request_bodies/${deliveryId}/unsigned`

export const requestBody = (sql: Sql, deliverySeq: number): RequestBodyRow | undefined =>
  sql.get<RequestBodyRow>(
    `SELECT dialect, event_name, content_type, headers, body, unsigned, rendered_at FROM request_bodies
     WHERE delivery_seq = @deliverySeq`,
    { deliverySeq }
  )

export function keepRequestBody(sql: Sql, deliverySeq: number, row: RequestBodyRow): void {
  sql.run(
    `INSERT INTO request_bodies (delivery_seq, dialect, event_name, content_type, headers, body, unsigned, rendered_at)
     VALUES (@deliverySeq, @dialect, @event_name, @content_type, @headers, @body, @unsigned, @rendered_at)`,
    { deliverySeq, ...row }
  )
}

export function changeSentBody(sql: Sql, deliverySeq: number, body: Uint8Array): void {
  sql.run('UPDATE request_bodies SET body = @body WHERE delivery_seq = @deliverySeq', { deliverySeq, body })
}

export function deleteRequestBody(sql: Sql, deliverySeq: number): void {
  sql.run('DELETE FROM request_bodies WHERE delivery_seq = @deliverySeq', { deliverySeq })
}
