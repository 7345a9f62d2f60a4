import type { Person, PersonDetails } from '../../../../contracts/domain/person'
import {
  isValidityReversed,
  metadataSchema,
  personDetailsSchema,
  personSchema
} from '../../../../contracts/domain/person'

/** What is typed of a person. Dates are as the browser's picker writes them, empty for none; entries keep their order. */
export interface PersonDraft extends Omit<PersonDetails, 'validFrom' | 'validTo' | 'metadata'> {
  name: string
  validFrom: string
  validTo: string
  metadata: { key: string; value: string }[]
}

/** Keys under `problem.` of the people's words. */
export type Problem = 'name' | 'email' | 'phone' | 'date' | 'order' | 'keyMissing' | 'keyTwice' | 'tooLong'
/** By field; an entry of the site's own fields is `metadata.0`. */
export type DraftProblems = Partial<Record<string, Problem>>

export const emptyPersonDraft: PersonDraft = {
  ...{ name: '', externalId: '', status: 'active', email: '', phone: '', team: '', source: '', notes: '' },
  ...{ validFrom: '', validTo: '', metadata: [] }
}

export function draftOf(person: Person): PersonDraft {
  const { name, externalId, status, email, phone, team, source, notes, validFrom, validTo, metadata } = person
  return {
    ...{ name, externalId, status, email, phone, team, source, notes },
    ...{ validFrom: validFrom ?? '', validTo: validTo ?? '' },
    metadata: Object.entries(metadata).map(([key, value]) => ({ key, value }))
  }
}

/** What is to be saved; valid where there are no problems. Entries without key and value are left out. */
export function savedOf(draft: PersonDraft): PersonDetails & { name: string } {
  const { metadata, validFrom, validTo, status, ...texts } = draft
  const trimmed = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, text.trim()])) as typeof texts
  return {
    ...trimmed,
    status,
    validFrom: validFrom || null,
    validTo: validTo || null,
    metadata: Object.fromEntries(metadata.filter(isTyped).map(({ key, value }) => [key.trim(), value.trim()]))
  }
}

const isTyped = ({ key, value }: { key: string; value: string }) => `${key}${value}`.trim() !== ''
const words: Partial<Record<keyof PersonDraft, Problem>> = {
  ...{ name: 'name', email: 'email', phone: 'phone', validFrom: 'date', validTo: 'date' }
}
const saved = personDetailsSchema.extend({ name: personSchema.shape.name })

/** What must be put right before it can be saved. */
export function draftProblems(draft: PersonDraft): DraftProblems {
  const problems: DraftProblems = {}
  const input = savedOf(draft)
  for (const { path } of saved.omit({ metadata: true }).safeParse(input).error?.issues ?? []) {
    const field = String(path[0]) as keyof PersonDraft
    problems[field] ??= words[field] ?? 'tooLong'
  }
  if (isValidityReversed(input)) problems['validTo'] ??= 'order'
  const keys = new Set<string>()
  draft.metadata.forEach((entry, at) => {
    const key = entry.key.trim()
    if (isTyped(entry) && key === '') problems[`metadata.${at}`] = 'keyMissing'
    else if (keys.has(key)) problems[`metadata.${at}`] = 'keyTwice'
    else if (isTyped(entry) && !metadataSchema.safeParse({ [key]: entry.value }).success) {
      problems[`metadata.${at}`] = 'tooLong'
    }
    if (key !== '') keys.add(key)
  })
  return problems
}
