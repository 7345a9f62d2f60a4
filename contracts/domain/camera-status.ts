import { z } from 'zod'
import { cameraIdSchema } from './ids'

export const cameraProblemSchema = z.enum([
  'auth_failed',
  'not_found',
  'forbidden',
  'camera_busy',
  'try_udp',
  'unreachable',
  'no_video',
  /** The address answers, but with a web page or anything else that is no stream. */
  'not_a_stream',
  'disconnected',
  /** A video file that is played once has come to its end: nothing is wrong, and nothing is tried. */
  'ended',
  'stalled',
  'file_missing',
  'device_missing',
  'device_busy',
  'device_denied',
  'unplugged',
  'decoder_missing',
  'decoder_failed',
  /** This decoder crashes on host names: an address by number works. */
  'decoder_no_host_names'
])
export type CameraProblem = z.infer<typeof cameraProblemSchema>

/** What a picture looks like that shows no scene: a guess that asks somebody to look, nothing more. */
export const tamperSchema = z.enum(['black', 'covered', 'frozen'])
export type Tamper = z.infer<typeof tamperSchema>

export const cameraStatusSchema = z.object({
  cameraId: cameraIdSchema,
  state: z.enum(['off', 'connecting', 'live', 'retrying']),
  problem: cameraProblemSchema.nullable(),
  /** The decoder's own last words with credentials struck out; empty when there are none. */
  detail: z.string(),
  /** Epoch milliseconds. */
  since: z.number(),
  retryAt: z.number().nullable(),
  /** Off because of its schedule, until then (epoch ms); null otherwise. */
  pausedUntil: z.number().nullable().default(null),
  lastFrameAt: z.number().nullable(),
  /** Pictures per second that the camera sends, and that were searched for faces. */
  fpsIn: z.number(),
  fpsAnalysed: z.number(),
  /** From a picture's capture to what was found in it, over the last half minute, ms; null without one. */
  latencyMs: z.object({ p50: z.number(), p95: z.number() }).nullable().default(null),
  /** Of the compressed stream, kilobits per second; null while it is not known. */
  bitrateKbps: z.number().nullable().default(null),
  /** The decoder's word for the stream's coding, e.g. `h264`; null while it is not known. */
  codec: z.string().nullable().default(null),
  /** What decodes, e.g. `vaapi`; null is software. */
  hardware: z.string().nullable().default(null),
  /** Why hardware that was asked for does not decode, in the decoder's words; null when it does or was not asked. */
  hardwareRefused: z.string().nullable().default(null),
  /** `snapshots`: single pictures are taken since the stream cannot be had. */
  capture: z.enum(['stream', 'snapshots']).default('stream'),
  tamper: tamperSchema.nullable().default(null),
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
  /** The latest failure since the camera was started, however it goes now. */
  lastError: z.object({ problem: cameraProblemSchema, detail: z.string(), at: z.number() }).nullable().default(null),
  width: z.number().int().nullable(),
  height: z.number().int().nullable()
})
export type CameraStatus = z.infer<typeof cameraStatusSchema>

/** How a camera stands that is switched off, or of which nothing is known yet. */
export const offStatus = (cameraId: string, now: number): CameraStatus => ({
  cameraId,
  state: 'off',
  problem: null,
  detail: '',
  since: now,
  retryAt: null,
  pausedUntil: null,
  lastFrameAt: null,
  fpsIn: 0,
  fpsAnalysed: 0,
  latencyMs: null,
  bitrateKbps: null,
  codec: null,
  hardware: null,
  hardwareRefused: null,
  capture: 'stream',
  tamper: null,
  dropped: 0,
  skipped: { busy: 0, incomplete: 0, predicted: 0 },
  reconnectsLastHour: 0,
  lastError: null,
  width: null,
  height: null
})
