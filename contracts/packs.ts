import { z } from 'zod'
import type { modelRefSchema } from './domain/face'
import type { MatchLevels, ModelThresholds, PackFigure } from './domain/model-pack'
import { modelTaskSchema } from './domain/model-pack'

/** Why a model pack is refused. */
export const packProblemReasons = [
  'manifest_missing',
  'manifest_invalid',
  'unknown_decoder',
  'licence_empty',
  'file_missing',
  'file_outside',
  'wrong_size',
  'wrong_hash',
  'not_loadable',
  'wrong_shapes',
  'not_finite',
  'no_face',
  'people_confused',
  'thresholds_wrong',
  'crashed',
  'timeout'
] as const

export const packProblemSchema = z.object({
  reason: z.enum(packProblemReasons),
  /** The model that it is about; null for the pack as a whole. */
  model: z.string().nullable(),
  /** In words of the file or the runtime, for whoever made the pack; may be empty. */
  detail: z.string()
})
export type PackProblem = z.infer<typeof packProblemSchema>

/** What came of looking at a pack: files, every model on a stored picture, and two people told apart. */
export const packReportSchema = z.object({
  /** Empty: the pack may be used. */
  problems: z.array(packProblemSchema),
  models: z.array(
    z.object({
      id: z.string(),
      task: modelTaskSchema,
      /** Median of several runs on one thread of the CPU, ms. */
      runMs: z.number()
    })
  ),
  /** Cosines of the stored pictures; null when it did not come to that. */
  faces: z
    .object({
      found: z.number().int(),
      /** Least between two pictures of one person. */
      same: z.number(),
      /** Greatest between pictures of two people. */
      other: z.number()
    })
    .nullable()
})
export type PackReport = z.infer<typeof packReportSchema>

/** What an operator decides by. */
export interface PackSummary {
  id: string
  version: string
  name: string
  licence: string
  figures: PackFigure[]
  thresholds: ModelThresholds
  levels: MatchLevels | null
  models: { id: string; version: string; task: z.infer<typeof modelTaskSchema>; licence: string; bytes: number }[]
  /** The space of its templates. */
  space: z.infer<typeof modelRefSchema>
}

export interface PackCoverage {
  /** Enrolled people who have references, and those whom this pack can recognise. */
  people: number
  ready: number
  references: number
  embedded: number
  /** References whose kept picture is gone or shows no face. */
  failed: number
}

/** Templates are being made, or wait to be. */
export interface PackJob {
  state: 'running' | 'paused' | 'stuck'
  /** References looked at, of all. */
  done: number
  total: number
  /** Why it is stuck; empty otherwise. */
  detail: string
}

export interface PackState {
  /** Name of its folder among the site's packs; null is the one that Muster ships. */
  pack: string | null
  running: boolean
  /** Null when its manifest cannot be read: then `problems` says why. */
  summary: PackSummary | null
  /** Of the last check since Muster started; null before one. */
  check: { at: number; report: PackReport } | null
  checking: boolean
  coverage: PackCoverage | null
  job: PackJob | null
}

/** A folder that was offered: taken in under the name `pack`, or refused with its report. */
export interface PackOffer {
  folder: string
  pack: string | null
  summary: PackSummary | null
  report: PackReport
}
