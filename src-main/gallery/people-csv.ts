import Papa from 'papaparse'
import type { Person } from '../../contracts/domain/person'

/** Columns of what is kept by hand, in the order of the file. */
const ownColumns = {
  name: (person: Person) => person.name,
  number: (person: Person) => person.externalId,
  status: (person: Person) => person.status,
  email: (person: Person) => person.email,
  phone: (person: Person) => person.phone,
  team: (person: Person) => person.team,
  source: (person: Person) => person.source,
  notes: (person: Person) => person.notes,
  valid_from: (person: Person) => person.validFrom,
  valid_to: (person: Person) => person.validTo
} as const

/** What Muster knows besides; nothing of it is a picture or a template. */
const knownColumns = {
  id: (person: Person) => person.id,
  consent_at: (person: Person) => iso(person.consent?.at ?? null),
  references: (person: Person) => person.referenceCount,
  last_seen_at: (person: Person) => iso(person.lastSeenAt),
  created_at: (person: Person) => iso(person.createdAt),
  updated_at: (person: Person) => iso(person.updatedAt)
} as const

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())

/** A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
const formula = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
const newline = '\r\n'
const lines = (rows: unknown[][]): string => Papa.unparse(rows, { newline, escapeFormulae: formula }) + newline

/** The first line. `bom` lets spreadsheets read the file as UTF-8. The site's own fields stand as `metadata.department`. */
export const peopleCsvHeader = (metadataKeys: readonly string[], bom: boolean): string =>
  (bom ? '\ufeff' : '') +
  lines([[...Object.keys(ownColumns), ...metadataKeys.map((key) => `metadata.${key}`), ...Object.keys(knownColumns)]])

/** One line of RFC 4180 for each person; empty for nobody. */
export const peopleCsvLines = (people: readonly Person[], metadataKeys: readonly string[]): string =>
  people.length === 0
    ? ''
    : lines(
        people.map((person) => [
          ...Object.values(ownColumns).map((value) => value(person)),
          ...metadataKeys.map((key) => person.metadata[key] ?? ''),
          ...Object.values(knownColumns).map((value) => value(person))
        ])
      )
