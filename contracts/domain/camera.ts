import { z } from 'zod'
import { cameraOptionsSchema } from './camera-options'
import { cameraSourceInputSchema, cameraSourceSchema } from './camera-source'
import { cameraIdSchema } from './ids'

/** More on one computer than any has cores for. */
export const mostCameras = 64

export const directionSchema = z.enum(['in', 'out'])
export type Direction = z.infer<typeof directionSchema>

const settings = {
  name: z.string().trim().min(1).max(120),
  /** What passing this camera means; `both` alternates per person. */
  direction: z.enum(['in', 'out', 'both']),
  enabled: z.boolean(),
  /** Pictures per second that are analysed. */
  analysisFps: z.number().min(1).max(15),
  /** Cosine from which a face is named here; null follows the site. */
  matchThreshold: z.number().min(0.1).max(0.95).nullable(),
  livenessRequired: z.boolean(),
  /** How far-off, small faces are looked for besides the whole picture: not, with one more look per picture, or everywhere. */
  zoom: z.enum(['off', 'second_pass', 'tiles'])
}

export const cameraSchema = z.object({
  id: cameraIdSchema,
  ...settings,
  zoom: settings.zoom.default('off'),
  options: cameraOptionsSchema.prefault({}),
  source: cameraSourceSchema,
  createdAt: z.number(),
  updatedAt: z.number()
})
export type Camera = z.infer<typeof cameraSchema>

export const cameraInputSchema = z.object({
  id: cameraIdSchema,
  name: settings.name,
  direction: settings.direction.default('in'),
  enabled: settings.enabled.default(true),
  analysisFps: settings.analysisFps.default(5),
  matchThreshold: settings.matchThreshold.default(null),
  livenessRequired: settings.livenessRequired.default(true),
  zoom: settings.zoom.default('off'),
  options: cameraOptionsSchema.prefault({}),
  source: cameraSourceInputSchema
})
export type CameraInput = z.infer<typeof cameraInputSchema>
