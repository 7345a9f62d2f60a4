import { describe, expect, it } from 'vitest'
import type { CameraSnapshot, CameraTrial } from '../../contracts/cameras'
import { trialInputSchema } from '../../contracts/cameras'
import { cameraInputSchema, cameraSchema } from '../../contracts/domain/camera'
import { fail, ok } from '../../contracts/result'
import type { TrialRequest } from '../vision/vision-client'
import type { CameraToolsDeps } from './camera-tools'
import { makeCameraTools } from './camera-tools'

const url = 'rtsp://10.0.0.8/h264'
const gate = cameraSchema.parse({
  ...cameraInputSchema.parse({ id: 'gate', name: 'Gate', source: { kind: 'rtsp', url } }),
  source: { kind: 'rtsp', url, transport: 'tcp', username: 'admin', hasPassword: true },
  createdAt: 0,
  updatedAt: 0
})
const failed: CameraTrial = { works: false, problem: 'unreachable', detail: '' }
const picture: CameraSnapshot = { jpeg: new Uint8Array([0xff, 0xd8]), width: 640, height: 480, capturedAt: 1 }

function rig(vision: Partial<CameraToolsDeps['vision']> = {}) {
  const tried: TrialRequest[] = []
  const none = () => Promise.resolve([])
  const tools = makeCameraTools({
    cameras: { get: (id) => (id === 'gate' ? gate : null), passwordOf: (id) => (id === 'gate' ? 'stored' : null) },
    vision: {
      snapshot: () => Promise.resolve(ok(picture)),
      trySource: (trial) => {
        tried.push(trial)
        return Promise.resolve(ok(failed))
      },
      ...vision
    },
    decoder: { info: () => Promise.resolve(null) },
    onvif: { findNetwork: none, onvifProfiles: none },
    findUsb: none
  })
  const attempt = (source: object, storedPasswordOf: string | null) =>
    tools.tryOut(trialInputSchema.parse({ source: { kind: 'rtsp', url, ...source }, storedPasswordOf }))
  return { tools, tried, attempt }
}

describe('makeCameraTools', () => {
  it('tries with the stored password of the camera that is named, and of no other', async () => {
    const { attempt, tried } = rig()
    expect(await attempt({ username: 'admin' }, 'gate')).toEqual(failed)
    await attempt({ username: 'admin' }, null)
    await attempt({ username: 'admin' }, 'shed')
    await attempt({ username: 'admin', password: 'typed' }, 'gate')
    expect(tried.map(({ password }) => password)).toEqual(['stored', null, null, 'typed'])
  })

  it('hands on why it could not be tried', async () => {
    const { attempt, tools } = rig({
      trySource: () => Promise.resolve(fail('vision_down', 'Recognition does not run.')),
      snapshot: () => Promise.resolve(fail('camera_unreachable', 'This camera is not live.'))
    })
    await expect(attempt({}, null)).rejects.toMatchObject({ code: 'vision_down' })
    await expect(tools.snapshot('gate')).rejects.toMatchObject({ code: 'camera_unreachable' })
    await expect(tools.snapshot('shed')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('takes a picture of a camera', async () => {
    expect(await rig().tools.snapshot('gate')).toBe(picture)
  })
})
