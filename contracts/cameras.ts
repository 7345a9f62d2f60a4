import { z } from 'zod'
import { cameraOptionsSchema } from './domain/camera-options'
import type { UsbFormat } from './domain/camera-source'
import { cameraSourceInputSchema } from './domain/camera-source'
import type { CameraProblem, CameraStatus } from './domain/camera-status'
import { cameraIdSchema } from './domain/ids'

/** What the Cameras screen asks besides the cameras themselves. */

/** A source that is tried before it is saved. A camera's stored password is used where none is typed. */
export const trialInputSchema = z.object({
  source: cameraSourceInputSchema,
  storedPasswordOf: cameraIdSchema.nullable().default(null),
  options: cameraOptionsSchema.pick({ rotation: true, mirror: true, hardwareDecoding: true }).prefault({})
})

export type CameraTrial =
  | {
      works: true
      /** Preview size, turned and mirrored as asked. */
      jpeg: Uint8Array
      width: number
      height: number
      /** As measured over a second or two; null where only single pictures came. */
      fps: number | null
      codec: string | null
      bitrateKbps: number | null
      /** From the request to the first picture, ms. */
      firstPictureMs: number
      hardware: string | null
      hardwareRefused: string | null
      capture: CameraStatus['capture']
    }
  | { works: false; problem: CameraProblem; detail: string }

/** A camera at this computer. */
export interface UsbCamera {
  /** What `source.device` takes: a name that stays when the camera is plugged in elsewhere, where the system has one. */
  device: string
  name: string
  /** Best first; empty where the system does not say. */
  formats: UsbFormat[]
}

/** A camera that answered on the network (ONVIF WS-Discovery). */
export interface NetworkCamera {
  /** Address of its device service, for `cameras.onvifProfiles`. */
  address: string
  host: string
  name: string
  hardware: string
  location: string
}

export const onvifLoginSchema = z.object({
  address: z.url({ protocol: /^https?$/ }).max(2048),
  username: z.string().max(256).default(''),
  password: z.string().max(256).default('')
})

/** A stream that an ONVIF camera offers, largest first. */
export interface OnvifProfile {
  token: string
  name: string
  /** Without credentials, at the host that was asked. */
  url: string
  /** The host that the camera itself named, where it is another one: its address behind a router, or another computer. */
  statedHost: string | null
  codec: string | null
  width: number | null
  height: number | null
  fps: number | null
  bitrateKbps: number | null
}

/** How a camera stood over a span of time; spans of which nothing is known (Muster did not run) are left out. */
export interface TimelineSpan {
  /** Epoch milliseconds, to exclusive. */
  from: number
  to: number
  state: 'live' | 'connecting' | 'failed' | 'off'
  problem: CameraProblem | null
}

export interface CameraTimeline {
  cameraId: string
  spans: TimelineSpan[]
}

/** A full-size picture of a camera as it is now. */
export interface CameraSnapshot {
  jpeg: Uint8Array
  width: number
  height: number
  capturedAt: number
}

/** The ffmpeg in use, as it was found and asked. */
export interface DecoderInfo {
  path: string
  version: string
  /** E.g. `GPL version 2 or later`; empty when it does not say. */
  licence: string
  /** Where it was found. */
  origin: 'setting' | 'bundled' | 'path' | 'npm'
  /** Methods of hardware decoding that it was built with; that they work here is only known by trying. */
  hardware: string[]
  /** False for builds that crash on host names; addresses by number work. */
  hostNames: boolean
}
