import { z } from 'zod'
import { providerOrderSchema } from './engine'

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}, 'not a time zone of the IANA database')

export const siteSettingsSchema = z.object({
  siteName: z.string().trim().min(1).max(120),
  timeZone,
  theme: z.enum(['system', 'light', 'dark']),
  /** False until the operator chose between an own site and the demo. */
  setUp: z.boolean(),
  recognition: z.object({
    /** Cosine from which a probe is named. */
    matchThreshold: z.number().min(0.1).max(0.95),
    /** How far the best person must lie above the second. */
    margin: z.number().min(0).max(0.5),
    /** 1 = live; a mean over a track below this is a spoof. */
    livenessThreshold: z.number().min(0).max(1),
    minEyeDistancePx: z.number().min(8).max(200),
    keepCrops: z.boolean()
  }),
  attendance: z.object({
    /** Seconds after a mark in which the same person is not marked again. */
    cooldownSeconds: z.number().int().min(0).max(86_400),
    /** At a camera of both directions, a person last seen entering within these hours is leaving. */
    alternateWithinHours: z.number().min(1).max(48)
  }),
  /** What recognition runs on; a change starts the vision process anew. */
  engine: z.object({
    /** Folder name of a pack that the site brought; null is the one that Muster ships. */
    pack: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
      .nullable(),
    /** Execution providers in the order in which they are tried. */
    providers: providerOrderSchema
  }),
  capture: z.object({
    /** Path of the ffmpeg to use; null looks for one. A change starts the vision process anew. */
    ffmpegPath: z.string().min(1).max(4096).nullable()
  }),
  webhooks: z.object({
    /** Days that bodies of delivered requests and their answers are kept. */
    keepBodiesDays: z.number().int().min(1).max(3650),
    /** Days that the log keeps what ended; what is undelivered is kept for as long as it is. */
    keepLogDays: z.number().int().min(1).max(3650),
    /** Room that the database may take, in MB: over it, the oldest bodies go first, of what was delivered first. */
    diskBudgetMb: z.number().int().min(64).max(1_000_000),
    /** Days of nothing but failures after which an endpoint is switched off; null never does. */
    disableAfterDays: z.number().int().min(1).max(365).nullable(),
    /** Hours between two signed checkpoints of the ledger. */
    checkpointHours: z.number().int().min(1).max(168)
  }),
  startAtLogin: z.boolean(),
  closeToTray: z.boolean()
})
export type SiteSettings = z.infer<typeof siteSettingsSchema>

/** A partial change, each group merged over what is stored. */
export const siteSettingsChangeSchema = siteSettingsSchema.partial().extend({
  recognition: siteSettingsSchema.shape.recognition.partial().optional(),
  attendance: siteSettingsSchema.shape.attendance.partial().optional(),
  engine: siteSettingsSchema.shape.engine.partial().optional(),
  capture: siteSettingsSchema.shape.capture.partial().optional(),
  webhooks: siteSettingsSchema.shape.webhooks.partial().optional()
})
export type SiteSettingsChange = z.infer<typeof siteSettingsChangeSchema>

export const defaultSiteSettings = (zone: string): SiteSettings => ({
  siteName: 'My site',
  timeZone: zone,
  theme: 'system',
  setUp: false,
  recognition: { matchThreshold: 0.45, margin: 0.05, livenessThreshold: 0.7, minEyeDistancePx: 24, keepCrops: true },
  attendance: { cooldownSeconds: 300, alternateWithinHours: 16 },
  // The CPU computes the reference; others are offered once the site check has found that they agree with it.
  engine: { pack: null, providers: ['cpu'] },
  capture: { ffmpegPath: null },
  webhooks: { keepBodiesDays: 30, keepLogDays: 365, diskBudgetMb: 4096, disableAfterDays: 14, checkpointHours: 24 },
  startAtLogin: false,
  closeToTray: false
})

/**
 * Stored settings with what a later version added: absent groups and fields take their defaults, so that an update needs
 * no migration of the row.
 *
 * @param stored what was parsed from JSON; anything
 */
export function withDefaultSettings(stored: unknown, zone: string): unknown {
  const defaults = defaultSiteSettings(zone)
  if (!isRecord(stored)) return stored
  const groups = Object.entries(defaults).map(([key, value]) => {
    const kept = stored[key]
    return [key, isRecord(value) && isRecord(kept) ? { ...value, ...kept } : kept === undefined ? value : kept]
  })
  return { ...stored, ...Object.fromEntries(groups) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
