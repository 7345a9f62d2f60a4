import { z } from 'zod'
import type { NetworkCamera, OnvifProfile } from '../../../contracts/cameras'
import { onvifLoginSchema } from '../../../contracts/cameras'
import { errorCodes } from '../../../contracts/errors'

/** Between main and the process that talks to cameras that nobody has vouched for. One question each process. */

/** What one search or one camera may tell at most; more is dropped. */
export const onvifLimits = {
  cameras: 256,
  profiles: 64,
  /** Characters of a name. */
  text: 128
} as const

export const toOnvifSchema = z.discriminatedUnion('type', [
  /** Answered by `found` after `waitMs`, or as soon as every one of `targets` has answered. */
  z.object({
    type: z.literal('find'),
    /** `HOST:PORT` asked one by one; empty asks every network of this computer. */
    targets: z.array(z.string()),
    waitMs: z.number().int().positive()
  }),
  /** Answered by `profiles`. */
  onvifLoginSchema.extend({ type: z.literal('profiles'), requestMs: z.number().int().positive() })
])
export type ToOnvif = z.output<typeof toOnvifSchema>

const text = z.string().max(onvifLimits.text)
const address = (schemes: RegExp) => z.url({ protocol: schemes }).max(2048)
const amount = z.number().positive().nullable()

const networkCameraSchema: z.ZodType<NetworkCamera> = z.object({
  address: address(/^https?$/),
  host: text,
  name: text,
  hardware: text,
  location: text
})

const onvifProfileSchema: z.ZodType<OnvifProfile> = z.object({
  token: text,
  name: text,
  url: address(/^rtsps?$/),
  statedHost: text.nullable(),
  codec: text.nullable(),
  width: amount,
  height: amount,
  fps: amount,
  bitrateKbps: amount
})

/** Main checks what it gets as well: what a camera takes over is that process, and no more. */
export const fromOnvifSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('found'), cameras: z.array(networkCameraSchema).max(onvifLimits.cameras) }),
  z.object({ type: z.literal('profiles'), profiles: z.array(onvifProfileSchema).max(onvifLimits.profiles) }),
  z.object({ type: z.literal('failed'), code: z.enum(errorCodes), message: z.string().max(1000) })
])
export type FromOnvif = z.output<typeof fromOnvifSchema>
