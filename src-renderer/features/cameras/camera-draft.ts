import type { Camera, CameraInput } from '../../../contracts/domain/camera'
import { cameraInputSchema } from '../../../contracts/domain/camera'
import type { CameraOptions } from '../../../contracts/domain/camera-options'
import { defaultCameraOptions } from '../../../contracts/domain/camera-options'
import type { CameraSource, UsbFormat } from '../../../contracts/domain/camera-source'
import { cameraSourceInputSchema, hasLogin, splitCredentials } from '../../../contracts/domain/camera-source'
import type { IpcInput } from '../../../contracts/ipc'

/** A camera's fields as they are typed: all kinds of source side by side, so that switching forgets nothing. */
export interface CameraDraft {
  id: string
  name: string
  kind: CameraSource['kind']
  url: string
  username: string
  /** Undefined keeps the stored one, empty removes it. */
  password: string | undefined
  transport: 'tcp' | 'udp'
  path: string
  loop: boolean
  direction: Camera['direction']
  enabled: boolean
  analysisFps: number | null
  matchThreshold: number | null
  livenessRequired: boolean
  zoom: Camera['zoom']
  options: CameraOptions
  /** Of a USB camera. */
  device: string
  format: UsbFormat | null
  capture: 'auto' | 'snapshots'
}

const fields = [
  'id',
  'name',
  'url',
  'username',
  'password',
  'path',
  'device',
  'analysisFps',
  'matchThreshold',
  'minEyeDistancePx',
  'schedule'
] as const
export type DraftField = (typeof fields)[number]

/** Fields that main would refuse; an identifier may also be another camera's. */
export type Wrong = Partial<Record<DraftField, true | 'taken'>>

export const emptyDraft: CameraDraft = {
  id: '',
  name: '',
  kind: 'rtsp',
  url: '',
  username: '',
  password: undefined,
  transport: 'tcp',
  path: '',
  loop: true,
  direction: 'in',
  enabled: true,
  analysisFps: 5,
  matchThreshold: null,
  livenessRequired: true,
  zoom: 'off',
  options: defaultCameraOptions,
  device: '',
  format: null,
  capture: 'auto'
}

/** A stored camera as an input that changes nothing; its password stays where it is. */
export function inputOf(camera: Camera): CameraInput {
  const { id, name, direction, enabled, analysisFps, matchThreshold, livenessRequired, zoom, options, source } = camera
  return {
    ...{ id, name, direction, enabled, analysisFps, matchThreshold, livenessRequired, zoom, options },
    source: typedSource(source)
  }
}

function typedSource(source: CameraSource): CameraInput['source'] {
  if (!hasLogin(source)) return source
  const { hasPassword: _, ...typed } = source
  return typed
}

export function draftOf(camera: Camera): CameraDraft {
  const { source, ...settings } = inputOf(camera)
  return { ...emptyDraft, ...settings, ...source, password: undefined }
}

/** Lower-case, spaces and signs as single dashes, accents taken off: "Tür 2 (Süd)" -> "tur-2-sud". */
export function suggestId(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 56)
  const stem = plain || 'camera'
  if (plain && !taken.includes(stem)) return stem
  for (let number = plain ? 2 : 1; ; number++) {
    const id = `${stem}-${number}`
    if (!taken.includes(id)) return id
  }
}

/**
 * A typed or pasted address; one with credentials is taken apart into the fields they belong to, and one of the web is
 * asked for MJPEG.
 */
export function withAddress(draft: CameraDraft, url: string): CameraDraft {
  const parts = splitCredentials(url)
  const kind = /^\s*https?:/i.test(url) ? 'mjpeg' : 'rtsp'
  return parts ? { ...draft, kind, ...parts } : { ...draft, kind, url }
}

/** What of a draft says where its pictures come from. */
export function sourceOf(draft: CameraDraft): CameraInput['source'] {
  const { kind, url, username, password, transport, path, loop, device, format, capture } = draft
  const login = { url: url.trim(), username, ...(password === undefined ? {} : { password }) }
  switch (kind) {
    case 'file':
      return { kind, path, loop }
    case 'rtsp':
      return { kind, transport, ...login }
    case 'mjpeg':
      return { kind, ...login }
    case 'usb':
      return { kind, device, format, capture }
  }
}

function wrongOf(issues: readonly { path: PropertyKey[] }[]): Wrong {
  const wrong: Wrong = {}
  for (const { path } of issues) {
    const field = fields.find((one) => path.includes(one))
    if (field) wrong[field] = true
  }
  return wrong
}

/** The fields of the source that are wrong; null when it can be tried. */
export function wrongSource(draft: CameraDraft): Wrong | null {
  const { error } = cameraSourceInputSchema.safeParse(sourceOf(draft))
  return error ? wrongOf(error.issues) : null
}

/** The draft as main wants it, or the fields that are wrong. */
export function readDraft(
  draft: CameraDraft,
  taken: readonly string[]
): { input: CameraInput; wrong: null } | { input: null; wrong: Wrong } {
  const parsed = cameraInputSchema.safeParse({ ...draft, source: sourceOf(draft) })
  const wrong = wrongOf(parsed.error?.issues ?? [])
  if (taken.includes(draft.id)) wrong.id = 'taken'
  return parsed.success && !wrong.id ? { input: parsed.data, wrong: null } : { input: null, wrong }
}

/** What is tried of a draft. `stored` is the edited camera; its password is used while none was typed. */
export function trialOf(draft: CameraDraft, stored: Camera | null): IpcInput<'cameras.try'> {
  const { rotation, mirror, hardwareDecoding } = draft.options
  const kept = stored && hasLogin(stored.source) && stored.source.hasPassword && draft.password === undefined
  return {
    source: sourceOf(draft),
    storedPasswordOf: kept ? stored.id : null,
    options: { rotation, mirror, hardwareDecoding }
  }
}
