import { z } from 'zod'
import { faceQualitySchema, modelRefSchema } from './face'
import { cropIdSchema, personIdSchema, referenceIdSchema } from './ids'

/** A template is only ever made under a recorded consent (GDPR Art. 9, BIPA). */
export const consentSchema = z.object({
  at: z.number(),
  recordedBy: z.string().trim().min(1).max(120),
  textVersion: z.string().min(1).max(40),
  language: z.string().min(2).max(16)
})
export type Consent = z.infer<typeof consentSchema>

/** Whether a person's sightings count: only those of who is active do. */
export const personStatusSchema = z.enum(['active', 'suspended', 'left'])
export type PersonStatus = z.infer<typeof personStatusSchema>

const text = (most: number) => z.string().trim().max(most)
/** As people write it: digits with whatever stands between them, perhaps an extension. Three digits at least. */
const phonePattern = /^(?=(?:\D*\d){3})\+?[\d\s()./-]+(?:\s*(?:x|ext\.?|#)\s*\d+)?$/i

/** Of the site: `department`, and whatever else it keeps about people. Bounded, since it goes out with events. */
export const metadataSchema = z
  .record(z.string().trim().min(1).max(60), text(400))
  .refine((entries) => Object.keys(entries).length <= 40, 'At most 40 fields.')

/** A day of the site's calendar, YYYY-MM-DD. */
export const siteDateSchema = z.iso.date()

/** What the site keeps about a person besides the name. Empty text and null say that it is not known. */
export const personDetailsSchema = z.object({
  /** The site's own number for the person (payroll, membership): the `user_id` of events. */
  externalId: text(80),
  status: personStatusSchema,
  email: z.union([z.literal(''), z.string().trim().max(254).pipe(z.email())]),
  phone: z.union([z.literal(''), text(40).regex(phonePattern)]),
  team: text(80),
  /** Where the person came from: an import, a form, the enrolment screen. */
  source: text(80),
  notes: text(2000),
  /** First and last day on which sightings count; null is without end. */
  validFrom: siteDateSchema.nullable(),
  validTo: siteDateSchema.nullable(),
  metadata: metadataSchema
})
export type PersonDetails = z.infer<typeof personDetailsSchema>

export const personSchema = personDetailsSchema.extend({
  id: personIdSchema,
  name: z.string().trim().min(1).max(160),
  consent: consentSchema.nullable(),
  referenceCount: z.number().int(),
  photoCropId: cropIdSchema.nullable(),
  lastSeenAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number()
})
export type Person = z.infer<typeof personSchema>

/** True where both dates are given and stand the wrong way round. */
export const isValidityReversed = (dates: { validFrom?: string | null; validTo?: string | null }): boolean =>
  Boolean(dates.validFrom && dates.validTo && dates.validFrom > dates.validTo)

const inOrder = { error: 'The last day is before the first.', path: ['validTo'] }
const { shape } = personDetailsSchema

/** A new person. All but the name may be left out. */
export const personInputSchema = z
  .object({
    name: personSchema.shape.name,
    externalId: shape.externalId.default(''),
    status: shape.status.default('active'),
    email: shape.email.default(''),
    phone: shape.phone.default(''),
    team: shape.team.default(''),
    source: shape.source.default(''),
    notes: shape.notes.default(''),
    validFrom: shape.validFrom.default(null),
    validTo: shape.validTo.default(null),
    metadata: shape.metadata.default({})
  })
  .refine((input) => !isValidityReversed(input), inOrder)
/** As a caller writes it; `personInputSchema` fills in what was left out. */
export type PersonInput = z.input<typeof personInputSchema>

/** A change: what is left out stays as it is. `metadata` is given as a whole. */
export const personChangeSchema = personDetailsSchema.extend({ name: personSchema.shape.name }).partial()
export type PersonChange = z.infer<typeof personChangeSchema>

/** Changes that make sense for many people at once. */
export const bulkChangeSchema = personChangeSchema.pick({ status: true, team: true })
export type BulkChange = z.infer<typeof bulkChangeSchema>

/** What narrows a list of people. An empty list lets everybody through. */
export const peopleFilterSchema = z.object({
  /** Parts of name, number, e-mail, phone or team, in any order; accents and case do not count. */
  search: z.string().trim().max(120).default(''),
  statuses: z.array(personStatusSchema).max(3).default([]),
  teams: z.array(shape.team.min(1)).max(50).default([]),
  /** Those who have none of these. */
  without: z
    .array(z.enum(['references', 'consent']))
    .max(2)
    .default([])
})
export type PeopleFilter = z.input<typeof peopleFilterSchema>

/** A team by its name, with how many belong to it. */
export interface Team {
  name: string
  people: number
}

/** Words that the site uses already, each list by name: for filters, and to be offered while typing. */
export interface PeopleVocabulary {
  teams: Team[]
  sources: string[]
  metadataKeys: string[]
}

export const referenceSchema = z.object({
  id: referenceIdSchema,
  personId: personIdSchema,
  model: modelRefSchema,
  quality: faceQualitySchema,
  cropId: cropIdSchema,
  createdAt: z.number()
})
export type Reference = z.infer<typeof referenceSchema>
