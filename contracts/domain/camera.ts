import { z } from 'zod'
import { cameraIdSchema } from './ids'

const rtspUrl = z
  .string()
  .trim()
  .max(2048)
  .regex(/^rtsps?:\/\//i, 'an RTSP address begins with rtsp:// or rtsps://')
  .refine((text) => URL.canParse(text), 'this address cannot be read')
  .refine((text) => !/[\r\n\0']/.test(text), 'an address holds no line breaks or quotes')

/** Where a camera's pictures come from, as the operator sees it: never with its password. */
export const cameraSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string().min(1).max(4096), loop: z.boolean() }),
  z.object({
    kind: z.literal('rtsp'),
    url: rtspUrl,
    transport: z.enum(['tcp', 'udp']),
    username: z.string().max(256),
    hasPassword: z.boolean()
  })
])
export type CameraSource = z.infer<typeof cameraSourceSchema>

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
  source: cameraSourceSchema,
  createdAt: z.number(),
  updatedAt: z.number()
})
export type Camera = z.infer<typeof cameraSchema>

/** What the operator types. A pasted rtsp://user:pass@host address is taken apart by `splitCredentials` first. */
export const cameraSourceInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string().min(1).max(4096), loop: z.boolean().default(true) }),
  z.object({
    kind: z.literal('rtsp'),
    url: rtspUrl,
    transport: z.enum(['tcp', 'udp']).default('tcp'),
    username: z.string().max(256).default(''),
    /** Absent keeps the stored one, empty removes it. */
    password: z.string().max(256).optional()
  })
])
export type CameraSourceInput = z.infer<typeof cameraSourceInputSchema>

export const cameraInputSchema = z.object({
  id: cameraIdSchema,
  name: settings.name,
  direction: settings.direction.default('in'),
  enabled: settings.enabled.default(true),
  analysisFps: settings.analysisFps.default(5),
  matchThreshold: settings.matchThreshold.default(null),
  livenessRequired: settings.livenessRequired.default(true),
  zoom: settings.zoom.default('off'),
  source: cameraSourceInputSchema
})
export type CameraInput = z.infer<typeof cameraInputSchema>

export const cameraProblemSchema = z.enum([
  'auth_failed',
  'not_found',
  'forbidden',
  'camera_busy',
  'try_udp',
  'unreachable',
  'no_video',
  'disconnected',
  'stalled',
  'file_missing',
  'decoder_missing',
  'decoder_failed'
])
export type CameraProblem = z.infer<typeof cameraProblemSchema>

export const cameraStatusSchema = z.object({
  cameraId: cameraIdSchema,
  state: z.enum(['off', 'connecting', 'live', 'retrying']),
  problem: cameraProblemSchema.nullable(),
  /** The decoder's own last words with credentials struck out; empty when there are none. */
  detail: z.string(),
  /** Epoch milliseconds. */
  since: z.number(),
  retryAt: z.number().nullable(),
  lastFrameAt: z.number().nullable(),
  fpsIn: z.number(),
  fpsAnalysed: z.number(),
  /** Pictures for analysis that were lost since the camera was started: `busy` and `incomplete` of `skipped` together. */
  dropped: z.number().int(),
  skipped: z.object({
    /** A newer one took its place before a worker had time. */
    busy: z.number().int().min(0),
    /** Half of it never came from the decoder. */
    incomplete: z.number().int().min(0),
    /** Not searched, since time was short: faces were drawn where they should be. */
    predicted: z.number().int().min(0)
  }),
  reconnectsLastHour: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable()
})
export type CameraStatus = z.infer<typeof cameraStatusSchema>

/**
 * Takes user and password out of a pasted address. Cameras' passwords often hold `@`, `#` or `/` unescaped, so the last
 * `@` before the path ends the credentials and what does not decode is taken as it stands.
 */
export function splitCredentials(url: string): { url: string; username: string; password: string } | null {
  const match = /^(rtsps?:\/\/)(.*)@([^@]*)$/i.exec(url.trim())
  const [, scheme, credentials, rest] = match ?? []
  if (scheme === undefined || credentials === undefined || rest === undefined || rest === '') return null
  const colon = credentials.indexOf(':')
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
  return {
    url: scheme + rest,
    username: decode(colon < 0 ? credentials : credentials.slice(0, colon)),
    password: decode(colon < 0 ? '' : credentials.slice(colon + 1))
  }
}
