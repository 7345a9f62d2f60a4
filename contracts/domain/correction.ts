import { z } from 'zod'
import { directionSchema } from './camera'
import { correctionIdSchema, markIdSchema, personIdSchema } from './ids'

const why = {
  /** Who corrects, in their own words, as long as Muster knows no operators by name. */
  author: z.string().trim().min(1, 'say who corrects').max(120),
  reason: z.string().trim().min(1, 'say why').max(500)
}
/** `capturedAt` is when the person came or went, epoch milliseconds: never when it was written down. */
const punch = { capturedAt: z.number().int().positive(), direction: directionSchema }

/** A punch that was missed, one that is put right, one that never was. What was recorded stays as it is. */
export const correctionInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), personId: personIdSchema, ...punch, ...why }),
  z.object({ kind: z.literal('change'), markId: markIdSchema, ...punch, ...why }),
  z.object({ kind: z.literal('void'), markId: markIdSchema, ...why })
])
export type CorrectionInput = z.infer<typeof correctionInputSchema>

export const correctionKindSchema = z.enum(['add', 'change', 'void'])
export type CorrectionKind = z.infer<typeof correctionKindSchema>

/** A punch as far as a correction can change it. */
export const punchValueSchema = z.object({ capturedAt: z.number(), direction: directionSchema })
export type PunchValue = z.infer<typeof punchValueSchema>

/** One line of the audit trail, which is only ever added to. */
export const auditEntrySchema = z.object({
  id: correctionIdSchema,
  seq: z.number().int(),
  kind: correctionKindSchema,
  personId: personIdSchema,
  /** Empty once the person was erased. */
  personName: z.string(),
  /** The mark that was added, or the one that no longer counts. */
  markId: markIdSchema,
  /** Of a change: the mark that counts in its place. */
  replacementId: markIdSchema.nullable(),
  author: z.string(),
  /** Null once the person was erased: the reason went with their key. */
  reason: z.string().nullable(),
  /** Wall clock, epoch milliseconds, and the steady clock beside it, which no hand can turn back. */
  at: z.number(),
  steadyAt: z.number(),
  before: punchValueSchema.nullable(),
  after: punchValueSchema.nullable()
})
export type AuditEntry = z.infer<typeof auditEntrySchema>
