import { z } from 'zod'

const share = z.number().min(0).max(1)
/** Corners in shares of the picture's width and height, as it is shown: after it was turned and mirrored. */
export const zoneSchema = z
  .array(z.object({ x: share, y: share }))
  .min(3)
  .max(32)
export type Zone = z.infer<typeof zoneSchema>

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 07:30')
/** When a camera works, in the site's time zone. One that ends before it begins runs over midnight. */
export const scheduleWindowSchema = z
  .object({
    /** ISO weekdays on which it begins: 1 is Monday, 7 Sunday. */
    days: z
      .array(z.number().int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'each day once'),
    from: timeOfDay,
    to: timeOfDay
  })
  .refine(({ from, to }) => from !== to && from !== '24:00', 'a beginning and another end')
export type ScheduleWindow = z.infer<typeof scheduleWindowSchema>

/** How a camera's pictures are taken and looked at. Stored as one document: what a later version adds takes its default. */
export const cameraOptionsSchema = z.object({
  /** Degrees clockwise by which the picture is turned before anything else sees it. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).default(0),
  /** Left and right change places, after the turn. */
  mirror: z.boolean().default(false),
  /** Faces whose middle lies outside are not looked at; null looks everywhere. */
  regionOfInterest: zoneSchema.nullable().default(null),
  /** Faces whose middle lies in one of these are not looked at: a poster, a screen, the street. */
  ignoreZones: z.array(zoneSchema).max(16).default([]),
  /** Pixels between the eyes from which a face counts here; null follows the site. */
  minEyeDistancePx: z.number().min(8).max(200).nullable().default(null),
  /** Null works day and night. */
  schedule: z.array(scheduleWindowSchema).min(1).max(28).nullable().default(null),
  /** `off`, `auto`, or a method of this decoder (`vaapi`, `cuda`, `d3d11va`, `videotoolbox`); software takes over where it fails. */
  hardwareDecoding: z
    .string()
    .regex(/^[a-z0-9_]{1,30}$/)
    .default('off')
})
export type CameraOptions = z.infer<typeof cameraOptionsSchema>
export const defaultCameraOptions: CameraOptions = cameraOptionsSchema.parse({})
