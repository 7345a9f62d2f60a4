import type { Person, PersonChange } from '../../../../contracts/domain/person'

/** What is kept by hand, under the name by which events call it. */
const eventNames = {
  name: 'name',
  externalId: 'external_id',
  status: 'status',
  email: 'email',
  phone: 'phone',
  team: 'team',
  source: 'source',
  notes: 'notes',
  validFrom: 'valid_from',
  validTo: 'valid_to'
} as const
const fields = Object.keys(eventNames) as (keyof typeof eventNames)[]

/** The person with what the change gives; what it leaves out stays. */
export function changed(person: Person, change: PersonChange): Person {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { ...person, ...given }
}

/**
 * The new value of each field that differs, for `person.updated`: null where there is none any more. Of the site's own
 * fields each stands for itself, as `metadata.department`.
 */
export function changesBetween(before: Person, after: Person): Record<string, string | null> {
  const plain = fields
    .filter((field) => before[field] !== after[field])
    .map((field) => [eventNames[field], after[field] || null] as const)
  const keys = new Set([...Object.keys(before.metadata), ...Object.keys(after.metadata)])
  const own = [...keys]
    .filter((key) => before.metadata[key] !== after.metadata[key])
    .map((key) => [`metadata.${key}`, after.metadata[key] ?? null] as const)
  return Object.fromEntries([...plain, ...own])
}
