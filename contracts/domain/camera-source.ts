import { z } from 'zod'

const streamUrl = (schemes: RegExp, words: string) =>
  z
    .string()
    .trim()
    .max(2048)
    .regex(schemes, words)
    .refine((text) => !/[\r\n\0]/.test(text), 'an address holds no line breaks')
    // What a pasted password holds is no part of the address: it is taken out of it before anything is stored.
    .transform((text) => ({ text, plain: splitCredentials(text)?.url ?? text }))
    .refine(({ plain }) => URL.canParse(plain) && new URL(plain).hostname !== '', 'this address cannot be read')
    .refine(({ plain }) => !plain.includes("'"), 'an address holds no quotes')
    .transform(({ text }) => text)

const rtspUrl = streamUrl(/^rtsps?:\/\//i, 'an RTSP address begins with rtsp:// or rtsps://')
const httpUrl = streamUrl(/^https?:\/\//i, 'an MJPEG address begins with http:// or https://')

/** No decoder is started through a shell; names that only a shell would read are refused all the same. */
const filePath = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^;|&$`<>"*?\r\n\0]+$/, 'a path without ; | & $ ` < > " * ? or line breaks')

/**
 * What names a USB camera, by system: a node or link of V4L2 (`/dev/video0`, `/dev/v4l/by-id/…`); DirectShow's alternative
 * name (`@device_pnp_\\?\usb#vid_046d&pid_082d&mi_00#…`, with software cameras as `@device_sw_…`); the name or number that
 * AVFoundation gives (`FaceTime HD Camera (Built-in)`, `Ana’s iPhone Camera`); and fswebcam's own `TEST` and `FILE:/…` for
 * sites without a camera yet. Names hold no quote and no `:`, which part words for ffmpeg's devices. What may reach the
 * shell of node-webcam is a narrower form of its own, see `webcam-command`.
 */
export const usbDeviceSchema = z
  .string()
  .max(512)
  .regex(
    /^(\/dev\/video\d{1,3}|\/dev\/v4l\/by-(id|path)\/[\w.:+-]{1,200}|@device_(pnp|sw|cm)_[\p{L}\p{N}_ \\?#&{}.()+-]{1,400}|[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()#+,’-]{0,119}|TEST|FILE:\/[\w./-]{1,400})$/u,
    'a device such as /dev/video0, without signs that a shell would read'
  )

/** One way in which a camera can be asked for its pictures. `codec` is the decoder's word for it: `mjpeg`, `yuyv422`, `h264`. */
export const usbFormatSchema = z.object({
  codec: z.string().regex(/^[a-z0-9_]{1,32}$/),
  width: z.number().int().min(16).max(16_384),
  height: z.number().int().min(16).max(16_384),
  /** Pictures per second; null takes what the camera gives. */
  fps: z.number().min(0.1).max(240).nullable()
})
export type UsbFormat = z.infer<typeof usbFormatSchema>

const file = z.object({ kind: z.literal('file'), path: filePath, loop: z.boolean() })
const rtsp = z.object({
  kind: z.literal('rtsp'),
  url: rtspUrl,
  transport: z.enum(['tcp', 'udp']),
  username: z.string().max(256),
  hasPassword: z.boolean()
})
/** Pictures one after the other in one HTTP answer, as many webcams and old network cameras send them. */
const mjpeg = z.object({
  kind: z.literal('mjpeg'),
  url: httpUrl,
  username: z.string().max(256),
  hasPassword: z.boolean()
})
const usb = z.object({
  kind: z.literal('usb'),
  device: usbDeviceSchema,
  /** Null lets the camera choose. */
  format: usbFormatSchema.nullable(),
  /** `auto` streams, and takes single pictures where the decoder cannot; `snapshots` takes single pictures about once a second. */
  capture: z.enum(['auto', 'snapshots'])
})

/** Where a camera's pictures come from, as the operator sees it: never with its password. */
export const cameraSourceSchema = z.discriminatedUnion('kind', [file, rtsp, mjpeg, usb])
export type CameraSource = z.infer<typeof cameraSourceSchema>

const login = {
  username: z.string().max(256).default(''),
  /** Absent keeps the stored one, empty removes it. */
  password: z.string().max(256).optional()
}

/** What the operator types. A pasted rtsp://user:pass@host address is taken apart by `splitCredentials` first. */
export const cameraSourceInputSchema = z.discriminatedUnion('kind', [
  file.extend({ loop: z.boolean().default(true) }),
  rtsp.omit({ hasPassword: true }).extend({ transport: rtsp.shape.transport.default('tcp'), ...login }),
  mjpeg.omit({ hasPassword: true }).extend(login),
  usb.extend({ format: usb.shape.format.default(null), capture: usb.shape.capture.default('auto') })
])
export type CameraSourceInput = z.infer<typeof cameraSourceInputSchema>

/** Whether a source is opened with a user name and a password. */
export const hasLogin = <T extends { kind: string }>(source: T): source is Extract<T, { kind: 'rtsp' | 'mjpeg' }> =>
  source.kind === 'rtsp' || source.kind === 'mjpeg'

/** A host that cannot be a user name, so that an `@` after it stands in the path. */
const plainHost = /^(\[[\da-f:.]+\]|[\w-]+(\.[\w-]+)+)(:\d{1,5})?$/i

/**
 * Takes user and password out of a pasted address. Cameras' passwords often hold `@`, `#` or `/` unescaped, so the last
 * `@` ends the credentials unless a host stands before it, and what does not decode is taken as it stands.
 */
export function splitCredentials(url: string): { url: string; username: string; password: string } | null {
  const match = /^((?:rtsps?|https?):\/\/)(.*)@([^@]*)$/i.exec(url.trim())
  const [, scheme, credentials, rest] = match ?? []
  if (scheme === undefined || credentials === undefined || rest === undefined || rest === '') return null
  if (plainHost.test(/^(.*?)[/?#]/.exec(credentials)?.[1] ?? '')) return null
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
