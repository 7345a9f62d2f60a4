import { z } from 'zod'
import type { assignmentIdSchema } from './ids'
import { personIdSchema, shiftIdSchema } from './ids'

/** A calendar day of the site, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date()
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30')

/** Work from `start` to `end` on the site's clock; `overnight` ends on the next day. */
export const segmentSchema = z
  .object({ start: wallTime, end: wallTime, overnight: z.boolean() })
  .refine(({ start, end, overnight }) => overnight || end > start, {
    message: 'A shift that ends before it starts has to be marked as overnight.'
  })
  .refine(({ start, end, overnight }) => !overnight || end < start, {
    message: 'An overnight shift ends on the next day, before the time at which it started.'
  })
export type Segment = z.infer<typeof segmentSchema>

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const dayMinutes = 1440
/** Minutes from the midnight of its day; the end of an overnight segment lies beyond 1440. */
export const segmentMinutes = ({ start, end, overnight }: Segment): { from: number; to: number } => ({
  from: minutesOf(start),
  to: minutesOf(end) + (overnight ? dayMinutes : 0)
})

/** The first two segments of a week that overlap, as days counted from Monday; null when none do. */
export function overlapOf(week: readonly (readonly Segment[])[]): { day: number } | null {
  const spans = week
    .flatMap((segments, day) =>
      segments
        .map(segmentMinutes)
        .map(({ from, to }) => ({ day, from: day * dayMinutes + from, to: day * dayMinutes + to }))
    )
    .sort((a, b) => a.from - b.from)
  const first = spans[0]
  // Sunday night runs into Monday.
  const round = first
    ? [...spans, { ...first, from: first.from + 7 * dayMinutes, to: first.to + 7 * dayMinutes }]
    : spans
  const clash = round.find((span, index) => (round[index - 1]?.to ?? -Infinity) > span.from)
  return clash ? { day: clash.day } : null
}

const minutes = (most: number) => z.number().int().min(0).max(most)
export const roundingSchema = z.object({
  /** Punches go to multiples of this many minutes of the site's clock; 0 leaves them as they are. */
  minutes: z.union([
    z.literal(0),
    z.literal(5),
    z.literal(6),
    z.literal(10),
    z.literal(15),
    z.literal(30),
    z.literal(60)
  ]),
  to: z.enum(['nearest', 'earlier', 'later'])
})
export type Rounding = z.infer<typeof roundingSchema>

export const shiftInputSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** Monday first; a day without segments is off. */
  week: z
    .array(z.array(segmentSchema).max(4))
    .length(7)
    .refine((week) => overlapOf(week) === null, 'Two parts of the week overlap.'),
  /** Coming or leaving within these minutes of the plan is on time; beyond them, all of it is late or early. */
  graceInMinutes: minutes(240),
  graceOutMinutes: minutes(240),
  roundIn: roundingSchema,
  roundOut: roundingSchema,
  /** Once somebody was there for `afterMinutes`, `minutes` of it are a break. Punched breaks count towards it. */
  breaks: z.array(z.object({ minutes: minutes(480), afterMinutes: minutes(1440), paid: z.boolean() })).max(4),
  /** Work beyond this is overtime; null has none. On holidays and days off all of it is. */
  overtimeAfterMinutes: minutes(1440).nullable(),
  /** From the first in to the last out, or only between each in and its out. */
  policy: z.enum(['first_last', 'every_punch'])
})
export type ShiftInput = z.infer<typeof shiftInputSchema>
export const shiftSchema = shiftInputSchema.safeExtend({
  id: shiftIdSchema,
  createdAt: z.number(),
  updatedAt: z.number()
})
export type Shift = z.infer<typeof shiftSchema>

/** From `from` on, this person works this shift; without a person, everybody who has none of their own. */
export const assignmentInputSchema = z.object({
  personId: personIdSchema.nullable(),
  /** Null: no shift of their own any more, and for the default: no shift at all. */
  shiftId: shiftIdSchema.nullable(),
  from: dateSchema
})
export type AssignmentInput = z.infer<typeof assignmentInputSchema>
export interface Assignment extends AssignmentInput {
  id: z.infer<typeof assignmentIdSchema>
  personName: string | null
  shiftName: string | null
}

export const holidaySchema = z.object({ date: dateSchema, name: z.string().trim().min(1).max(80) })
export type Holiday = z.infer<typeof holidaySchema>

export const dayStateSchema = z.enum(['upcoming', 'off', 'holiday', 'absent', 'present', 'worked', 'incomplete'])
export type DayState = z.infer<typeof dayStateSchema>

/** What a day came to. Minutes are whole, seconds dropped, so that a printed table adds up. Times are epoch ms. */
export interface DayResult {
  date: string
  state: DayState
  shiftName: string | null
  holiday: string | null
  firstIn: number | null
  lastOut: number | null
  plannedMinutes: number
  workedMinutes: number
  breakMinutes: number
  lateMinutes: number
  earlyMinutes: number
  overtimeMinutes: number
  /** An in or an out that must have been and is not there. */
  missing: number
}
