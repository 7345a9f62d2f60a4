import { z } from 'zod'
import type { OnvifProfile } from '../../../../contracts/cameras'
import { onvifLimits } from '../onvif-protocol'
import { streamAddress } from './device-address'
import { plainText } from './plain-text'

const amountSchema = z.number().positive().max(1e9).nullable().catch(null)

/** A media profile as the `onvif` package gives it, of which cameras leave out and misspell much. */
const profileSchema = z.object({
  $: z.object({
    token: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(onvifLimits.text))
  }),
  name: z.unknown().transform(plainText),
  videoEncoderConfiguration: z
    .object({
      encoding: z.unknown().transform(plainText),
      resolution: z.object({ width: amountSchema, height: amountSchema }).catch({ width: null, height: null }),
      rateControl: z
        .object({ frameRateLimit: amountSchema, bitrateLimit: amountSchema })
        .catch({ frameRateLimit: null, bitrateLimit: null })
    })
    .nullable()
    .catch(null)
})
export type MediaProfile = z.output<typeof profileSchema>

/** Those that have a name of their own to be asked by; no more than one camera can sensibly have. */
export function readProfiles(value: unknown): MediaProfile[] {
  const list: unknown[] = Array.isArray(value) ? value : []
  return list.slice(0, onvifLimits.profiles).flatMap((profile) => {
    const parsed = profileSchema.safeParse(profile)
    return parsed.success ? [parsed.data] : []
  })
}

const streamSchema = z.object({ uri: z.string() })

/**
 * @param stream what the camera answered for this profile
 * @param host that the camera was asked at
 * @returns null when it is no RTSP stream
 */
export function offeredStream(profile: MediaProfile, stream: unknown, host: string): OnvifProfile | null {
  const parsed = streamSchema.safeParse(stream)
  const address = parsed.success ? streamAddress(parsed.data.uri.trim(), host) : null
  if (address === null) return null
  const { $, name, videoEncoderConfiguration: video } = profile
  return {
    token: $.token,
    name: name || $.token,
    ...address,
    codec: video?.encoding.toLowerCase() || null,
    width: video?.resolution.width ?? null,
    height: video?.resolution.height ?? null,
    fps: video?.rateControl.frameRateLimit ?? null,
    bitrateKbps: video?.rateControl.bitrateLimit ?? null
  }
}

/** The one with the most picture points first; those that do not say come last. */
export const largestFirst = (profiles: OnvifProfile[]): OnvifProfile[] =>
  profiles.sort((one, two) => (two.width ?? 0) * (two.height ?? 0) - (one.width ?? 0) * (one.height ?? 0))
