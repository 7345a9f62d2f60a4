import type { DomainEvent, EventType } from '../../../../contracts/domain/event'
import { eventDataSchemas, eventTypeSchema } from '../../../../contracts/domain/event'
import type { Owner, Vault } from '../vault'
import type { Place } from '../sealing'
import type { Sql } from '../sql'
import { parseColumn } from './json-column'

export const eventPlace = (id: string): Place => `events/${id}/data`

/** What is about a person is sealed with that person's key and ends with it. */
export const ownerOfEvent = (personId: string | null): Owner => (personId === null ? { scope: 'events' } : { personId })

/** Answers how many bytes its data takes. */
export function insertEvent(
  sql: Sql,
  vault: Vault,
  event: DomainEvent,
  recorded: { now: number; steady: number }
): number {
  const data = vault.sealText(ownerOfEvent(event.personId), eventPlace(event.id), JSON.stringify(event.data))
  sql.write(
    `INSERT INTO events (id, type, occurred_at, person_id, camera_id, data, recorded_at, recorded_steady)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[event.id, event.type, event.occurredAt, event.personId, event.cameraId, data],
    ...[recorded.now, recorded.steady]
  )
  return data.length
}

interface EventRow {
  id: string
  type: string
  occurred_at: number
  person_id: string | null
  camera_id: string | null
  data: Uint8Array
}

/** Null when there is no such event or the person it was about was erased. */
export function findEvent(sql: Sql, vault: Vault, id: string): DomainEvent | null {
  const row = sql.get<EventRow>('SELECT id, type, occurred_at, person_id, camera_id, data FROM events WHERE id = @id', {
    id
  })
  const text = row === undefined ? null : vault.openText(eventPlace(id), row.data)
  if (row === undefined || text === null) return null
  const type: EventType = eventTypeSchema.parse(row.type)
  return {
    id: row.id,
    type,
    occurredAt: row.occurred_at,
    personId: row.person_id,
    cameraId: row.camera_id,
    data: parseColumn(eventDataSchemas[type], 'events.data', text)
  }
}
