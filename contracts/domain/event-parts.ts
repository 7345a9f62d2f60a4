import { z } from 'zod'

/** UTC with milliseconds. */
export const iso = z.iso.datetime()

/** What a producer may leave out and an older row does not have: null then, and never invented. */
export const known = <S extends z.ZodType>(schema: S) => schema.nullable().default(null)

/** Who: as every event about a person carries them. The site's own number is empty when it has none. */
export const who = z.object({ id: z.string(), name: z.string(), external_id: z.string() })
/** Where: a camera. */
export const where = z.object({ id: z.string(), name: z.string() })
/** Where in the world: on every event. */
export const origin = { site_id: z.string(), node_id: z.string() }

const cosine = z.number().min(-1).max(1)

/**
 * Cosines that one stranger in 1,000 (`low`) and in 100,000 (`high`) reaches with the model that gave the score: the two
 * points through which a cosine becomes a number of 0–1. Null: those of the model that Muster ships.
 */
export const matchScaleSchema = z.object({ low: cosine, high: cosine })
export type MatchScale = z.infer<typeof matchScaleSchema>

/** x1, y1, x2, y2 in pixels of the source picture; may reach outside it. */
export const bboxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()])

/** Of a camera that a caller of the streaming routes opened: which of the two it asked for. */
export const streamSchema = known(z.enum(['insightface_stream', 'deepface_stream']))

/** Cosine, and the calibrated probability of a match that follows from it; the latter is filled in when it is rendered. */
export const match = { score: z.number().nullable(), confidence: known(z.number().min(0).max(1)) }

/** What a session of checks is about: everything that came of one appearance shares its id. */
export const session = { session_id: z.string(), person: known(who), camera: known(where) }
