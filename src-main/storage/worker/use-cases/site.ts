import type { Camera, CameraInput } from '../../../../contracts/domain/camera'
import type { CameraSource } from '../../../../contracts/domain/camera-source'
import { hasLogin } from '../../../../contracts/domain/camera-source'
import type { SiteSettings, SiteSettingsChange } from '../../../../contracts/domain/site'
import { siteSettingsSchema } from '../../../../contracts/domain/site'
import { MusterError } from '../../../../contracts/result'
import type { Place } from '../sealing'
import type { CameraRow } from '../queries/cameras'
import { cameraRow, deleteCamera, putCamera, toCamera } from '../queries/cameras'
import { readSettings, writeSettings } from '../queries/settings'
import type { UseCaseContext } from './context'

export const passwordPlace = (cameraId: string): Place => `cameras/${cameraId}/password`

export function changeSettings({ sql }: UseCaseContext, change: SiteSettingsChange): SiteSettings {
  const before = readSettings(sql)
  const after = siteSettingsSchema.parse({
    ...before,
    ...change,
    recognition: { ...before.recognition, ...change.recognition },
    attendance: { ...before.attendance, ...change.attendance },
    // Another pack brings other thresholds: `switchPack` alone changes it.
    engine: { ...before.engine, ...change.engine, pack: before.engine.pack },
    capture: { ...before.capture, ...change.capture },
    webhooks: { ...before.webhooks, ...change.webhooks }
  })
  writeSettings(sql, after)
  return after
}

export function createCamera(context: UseCaseContext, input: CameraInput): Camera {
  if (cameraRow(context.sql, input.id) !== undefined) {
    throw new MusterError('conflict', `A camera with the id “${input.id}” is there already. Choose another id.`)
  }
  return saveCamera(context, input, undefined)
}

export function updateCamera(context: UseCaseContext, input: CameraInput): Camera {
  return saveCamera(context, input, existing(context, input.id))
}

export function removeCamera(context: UseCaseContext, id: string): null {
  existing(context, id)
  deleteCamera(context.sql, id)
  return null
}

function existing({ sql }: UseCaseContext, id: string): CameraRow {
  const row = cameraRow(sql, id)
  if (row === undefined) throw new MusterError('not_found', 'This camera is no longer there.')
  return row
}

function saveCamera(context: UseCaseContext, input: CameraInput, before: CameraRow | undefined): Camera {
  const { sql, times } = context
  const password = sealedPassword(context, input, before)
  const source = storedSource(input.source, password !== null)
  const camera = { ...input, source, createdAt: before?.created_at ?? times.now, updatedAt: times.now }
  putCamera(sql, camera, password)
  return toCamera(existing(context, input.id))
}

function storedSource(input: CameraInput['source'], hasPassword: boolean): CameraSource {
  if (!hasLogin(input)) return input
  const { password: _, ...typed } = input
  return { ...typed, hasPassword }
}

/** Absent keeps the stored password, empty removes it; a source without a login has none. */
function sealedPassword(
  { vault }: UseCaseContext,
  input: CameraInput,
  before: CameraRow | undefined
): Uint8Array | null {
  if (!hasLogin(input.source) || input.source.password === '') return null
  if (input.source.password === undefined) return before?.password ?? null
  return vault.sealText({ scope: 'cameras' }, passwordPlace(input.id), input.source.password)
}
