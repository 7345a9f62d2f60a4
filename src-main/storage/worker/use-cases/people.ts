import type {
  BulkChange,
  Consent,
  Person,
  PersonChange,
  PersonInput,
  Reference
} from '../../../../contracts/domain/person'
import { isValidityReversed, personInputSchema } from '../../../../contracts/domain/person'
import { MusterError } from '../../../../contracts/result'
import type { NewReference, Written } from '../../api'
import { deleteCrop } from '../queries/crops'
import type { PersonRow } from '../queries/people'
import {
  holderOfExternalId,
  insertPerson,
  personRow,
  refreshPhoto,
  setConsent,
  toPerson,
  writePerson
} from '../queries/people'
import { deleteReference, insertReference, referenceRow, referencesOf } from '../queries/references'
import type { UseCaseContext } from './context'
import { changed, changesBetween } from './person-changes'
import { announceChange, announceNew, announceReference } from './person-news'
import { storeCrop } from './store-crop'
import { addTemplate } from './templates'

/** More templates of one person make matching slower without making it better. */
const mostReferences = 20

export interface Enrolment {
  personId: string | null
  person: PersonInput | null
  consent: Omit<Consent, 'at'> | null
  references: NewReference[]
}

export function enrol(
  context: UseCaseContext,
  enrolment: Enrolment
): Written<{ person: Person; references: Reference[] }> {
  const { sql, times } = context
  const isNew = enrolment.personId === null
  const personId = isNew ? addPerson(context, enrolment.person) : existing(context, enrolment.personId).id
  if (enrolment.consent !== null) setConsent(sql, personId, { ...enrolment.consent, at: times.now })
  if (existing(context, personId).consent === null) {
    throw new MusterError('consent_required', 'Record the person’s consent first: no face is stored without it.')
  }
  if (referencesOf(sql, personId).length + enrolment.references.length > mostReferences) {
    throw new MusterError('conflict', `A person has at most ${mostReferences} references. Remove some first.`)
  }
  const references = enrolment.references.map((reference) => addReference(context, personId, reference))
  refreshPhoto(sql, personId)

  const announced = isNew ? announceNew(context, existing(context, personId)) : 0
  const deliveries = references.map((reference) => announceReference(context, existing(context, personId), reference))
  const person = toPerson(existing(context, personId))
  return { value: { person, references }, deliveriesDue: announced + deliveries.reduce((a, b) => a + b, 0) > 0 }
}

export function updatePerson(context: UseCaseContext, id: string, change: PersonChange): Written<Person> {
  const deliveries = applyChange(context, existing(context, id), change) ?? 0
  return { value: toPerson(existing(context, id)), deliveriesDue: deliveries > 0 }
}

/** Who was erased meanwhile is passed over; all others change, or nobody does. */
export function updatePeople(
  context: UseCaseContext,
  ids: readonly string[],
  change: BulkChange
): Written<{ changed: number }> {
  const rows = [...new Set(ids)].flatMap((id) => personRow(context.sql, id) ?? [])
  const applied = rows.flatMap((row) => applyChange(context, row, change) ?? [])
  return { value: { changed: applied.length }, deliveriesDue: applied.some((deliveries) => deliveries > 0) }
}

/** How many deliveries came due; null when it changes nothing. */
function applyChange(context: UseCaseContext, row: PersonRow, change: PersonChange): number | null {
  const before = toPerson(row)
  const after = changed(before, change)
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) return null
  if (isValidityReversed(after)) {
    throw new MusterError('invalid_input', 'The last day of validity is before the first.', { field: 'validTo' })
  }
  refuseTakenNumber(context, after.externalId, row.id)
  writePerson(context.sql, { ...after, now: context.times.now })
  return announceChange(context, existing(context, row.id), changes)
}

export function removeReference(context: UseCaseContext, id: string): Person {
  const { sql, crops } = context
  const row = referenceRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This reference is no longer there.')
  deleteReference(sql, id)
  if (deleteCrop(sql, row.crop_id)) context.afterCommit(() => crops.remove(row.crop_id))
  refreshPhoto(sql, row.person_id)
  return toPerson(existing(context, row.person_id))
}

function existing({ sql }: UseCaseContext, id: string | null): PersonRow {
  const row = id === null ? undefined : personRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This person is no longer enrolled.')
  return row
}

function addPerson(context: UseCaseContext, input: PersonInput | null): string {
  if (input === null) throw new MusterError('invalid_input', 'A new person needs a name.')
  const id = context.newId('person')
  const person = personInputSchema.parse(input)
  refuseTakenNumber(context, person.externalId, id)
  insertPerson(context.sql, { ...person, id, now: context.times.now })
  context.vault.create({ personId: id }, context.times.now)
  return id
}

function refuseTakenNumber({ sql }: UseCaseContext, externalId: string, exceptId: string): void {
  if (holderOfExternalId(sql, externalId, exceptId) === null) return
  throw new MusterError('conflict', `Somebody else already has the number “${externalId}”.`, {
    field: 'externalId'
  })
}

function addReference(context: UseCaseContext, personId: string, given: NewReference): Reference {
  const { sql, times } = context
  const id = context.newId('reference')
  // In template-only mode the id names a picture that never was: asking for it answers null.
  const cropId = storeCrop(context, given.crop, personId) ?? context.newId('crop')
  const reference = { id, personId, model: given.model, quality: given.quality, cropId, createdAt: times.now }
  insertReference(sql, reference)
  addTemplate(context, { referenceId: id, personId }, given.model, given.template)
  return reference
}
