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

export const personSchema = z.object({
  id: personIdSchema,
  name: z.string().trim().min(1).max(160),
  /** The site's own number for the person (payroll, membership); empty when it has none. */
  externalId: z.string().trim().max(80),
  consent: consentSchema.nullable(),
  referenceCount: z.number().int(),
  photoCropId: cropIdSchema.nullable(),
  lastSeenAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number()
})
export type Person = z.infer<typeof personSchema>

export const personInputSchema = z.object({
  name: personSchema.shape.name,
  externalId: personSchema.shape.externalId.default('')
})
export type PersonInput = z.infer<typeof personInputSchema>

export const referenceSchema = z.object({
  id: referenceIdSchema,
  personId: personIdSchema,
  model: modelRefSchema,
  quality: faceQualitySchema,
  cropId: cropIdSchema,
  createdAt: z.number()
})
export type Reference = z.infer<typeof referenceSchema>
