import type { Person, Reference } from '../../../../contracts/domain/person'
import type { PersonRow } from '../queries/people'
import { toPerson } from '../queries/people'
import { appendEvent, originOf } from './append-event'
import type { UseCaseContext } from './context'

const who = (row: PersonRow) => ({ id: row.id, name: row.name, external_id: row.external_id })

/** With what the site keeps about them; null for what it does not. */
function described(person: Person) {
  const { id, name, externalId, email, phone, source, metadata } = person
  return {
    ...{ id, name, external_id: externalId },
    ...{ email: email || null, phone: phone || null, source: source || null },
    metadata: Object.keys(metadata).length === 0 ? null : metadata
  }
}

const about = ({ times }: UseCaseContext, row: PersonRow) => ({
  occurredAt: times.now,
  personId: row.id,
  cameraId: null
})

/** Each answers how many deliveries came due. */
export function announceNew(context: UseCaseContext, row: PersonRow): number {
  const data = { person: described(toPerson(row)), ...originOf(context) }
  return appendEvent(context, { ...about(context, row), type: 'person.created', data }).deliveries
}

export function announceChange(
  context: UseCaseContext,
  row: PersonRow,
  changes: Record<string, string | null>
): number {
  const data = { person: described(toPerson(row)), changes, ...originOf(context) }
  return appendEvent(context, { ...about(context, row), type: 'person.updated', data }).deliveries
}

export function announceReference(context: UseCaseContext, row: PersonRow, reference: Reference): number {
  const data = {
    reference_id: reference.id,
    person: who(row),
    quality_score: reference.quality.score,
    model: `${reference.model.id}@${reference.model.version}`,
    ...originOf(context)
  }
  return appendEvent(context, { ...about(context, row), type: 'reference.created', data }).deliveries
}
