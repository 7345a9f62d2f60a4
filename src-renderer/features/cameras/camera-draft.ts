import type { Camera, CameraInput } from '../../../contracts/domain/camera'
import { cameraInputSchema } from '../../../contracts/domain/camera'
import type { CameraOptions } from '../../../contracts/domain/camera-options'
import { defaultCameraOptions } from '../../../contracts/domain/camera-options'
import type { CameraSource, UsbFormat } from '../../../contracts/domain/camera-source'
import { hasLogin, splitCredentials } from '../../../contracts/domain/camera-source'

/** The dialog's fields as they are typed: both kinds of source side by side, so that switching forgets nothing. */
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

export type DraftField = 'id' | 'name' | 'url' | 'username' | 'password' | 'path' | 'analysisFps' | 'matchThreshold'

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

/** A typed or pasted address; one with credentials is taken apart into the fields they belong to. */
export function withAddress(draft: CameraDraft, url: string): CameraDraft {
  const parts = splitCredentials(url)
  return parts ? { ...draft, ...parts } : { ...draft, url }
}

const fields: readonly DraftField[] = [
  'id',
  'name',
  'url',
  'username',
  'password',
  'path',
  'analysisFps',
  'matchThreshold'
]

/** The draft as main wants it, or the fields that are wrong. */
export function readDraft(
  draft: CameraDraft,
  taken: readonly string[]
): { input: CameraInput; wrong: null } | { input: null; wrong: Partial<Record<DraftField, true | 'taken'>> } {
  const { kind, url, username, password, transport, path, loop, device, format, capture, ...settings } = draft
  const login = { url, username, ...(password === undefined ? {} : { password }) }
  const source = {
    file: { kind, path, loop },
    rtsp: { kind, transport, ...login },
    mjpeg: { kind, ...login },
    usb: { kind, device, format, capture }
  }[kind]
  const parsed = cameraInputSchema.safeParse({ ...settings, source })
  const wrong: Partial<Record<DraftField, true | 'taken'>> = {}
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path.at(-1)
    const field = fields.find((one) => one === name)
    if (field) wrong[field] = true
  }
  if (taken.includes(draft.id)) wrong.id = 'taken'
  return parsed.success && !wrong.id ? { input: parsed.data, wrong: null } : { input: null, wrong }
}
