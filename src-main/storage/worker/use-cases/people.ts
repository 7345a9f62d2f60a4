import type { Consent, Person, PersonInput, Reference } from '../../../../contracts/domain/person'
import { MusterError } from '../../../../contracts/result'
import type { NewReference, Written } from '../../api'
import { deleteCrop } from '../queries/crops'
import type { PersonRow } from '../queries/people'
import {
  holderOfExternalId,
  insertPerson,
  personRow,
  refreshPhoto,
  renamePerson,
  setConsent,
  toPerson
} from '../queries/people'
import { deleteReference, insertReference, referenceRow, referencesOf } from '../queries/references'
import { appendEvent, originOf } from './append-event'
import type { UseCaseContext } from './context'
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

export function updatePerson(context: UseCaseContext, id: string, input: PersonInput): Written<Person> {
  const before = existing(context, id)
  if (before.name === input.name && before.external_id === input.externalId) {
    return { value: toPerson(before), deliveriesDue: false }
  }
  refuseTakenNumber(context, input.externalId, id)
  renamePerson(context.sql, { id, ...input, now: context.times.now })
  const after = existing(context, id)
  const changes = {
    ...(before.name === after.name ? {} : { name: after.name }),
    ...(before.external_id === after.external_id ? {} : { external_id: after.external_id })
  }
  return { value: toPerson(after), deliveriesDue: announceChange(context, after, changes) > 0 }
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
  refuseTakenNumber(context, input.externalId, id)
  insertPerson(context.sql, { id, ...input, now: context.times.now })
  context.vault.create({ personId: id }, context.times.now)
  return id
}

function refuseTakenNumber({ sql }: UseCaseContext, externalId: string, exceptId: string): void {
  if (holderOfExternalId(sql, externalId, exceptId) === null) return
  throw new MusterError('conflict', `Somebody else already has the number “${externalId}”.`)
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

const who = (row: PersonRow) => ({ id: row.id, name: row.name, external_id: row.external_id })
const about = ({ times }: UseCaseContext, row: PersonRow) => ({
  occurredAt: times.now,
  personId: row.id,
  cameraId: null
})

function announceNew(context: UseCaseContext, row: PersonRow): number {
  const data = { person: who(row), ...originOf(context) }
  return appendEvent(context, { ...about(context, row), type: 'person.created', data }).deliveries
}

function announceChange(context: UseCaseContext, row: PersonRow, changes: Record<string, string>): number {
  const data = { person: who(row), changes, ...originOf(context) }
  return appendEvent(context, { ...about(context, row), type: 'person.updated', data }).deliveries
}

function announceReference(context: UseCaseContext, row: PersonRow, reference: Reference): number {
  const data = {
    reference_id: reference.id,
    person: who(row),
    quality_score: reference.quality.score,
    model: `${reference.model.id}@${reference.model.version}`,
    ...originOf(context)
  }
  return appendEvent(context, { ...about(context, row), type: 'reference.created', data }).deliveries
}
