import { describe, expect, it } from 'vitest'
import { defaultSiteSettings } from '../../../contracts/domain/site'
import type { Services } from '../services'
import { cameraHandlers } from './cameras'

const at = Date.UTC(2026, 10, 28, 6, 15, 3)
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9])

function rig(over: { dialog?: string | null } = {}) {
  const said: string[] = []
  const saved: { name: string; jpeg: Uint8Array }[] = []
  const services = {
    cameras: {
      get: () => ({ name: 'Main gate' }),
      writeTimelines: () => {
        said.push('written')
        return Promise.resolve()
      }
    },
    cameraTools: { snapshot: () => Promise.resolve({ jpeg, width: 640, height: 480, capturedAt: at }) },
    reader: {
      settings: () => Promise.resolve(defaultSiteSettings('Europe/Madrid')),
      cameraTimelines: (window: { from: number; to: number }) => {
        said.push('read')
        return Promise.resolve([{ cameraId: 'gate', spans: [{ ...window, state: 'live', problem: null }] }])
      }
    },
    shell: {
      savePicture: (name: string, bytes: Uint8Array) => {
        saved.push({ name, jpeg: bytes })
        return Promise.resolve(over.dialog ?? null)
      },
      chooseProgram: () => Promise.resolve(null)
    },
    now: () => at
  } as unknown as Services
  return { handlers: cameraHandlers(services), said, saved }
}

describe('cameraHandlers', () => {
  it('offers to save a picture under the camera’s name and the site’s time', async () => {
    const { handlers, saved } = rig({ dialog: '/pictures/gate.jpg' })
    expect(await handlers['cameras.saveSnapshot']({ id: 'gate' })).toBe('/pictures/gate.jpg')
    expect(saved).toEqual([{ name: 'Main gate 2026-11-28 07.15.03.jpg', jpeg }])
    expect(await rig().handlers['cameras.saveSnapshot']({ id: 'gate' })).toBeNull()
  })

  it('answers timelines up to this moment', async () => {
    const { handlers, said } = rig()
    const from = at - 24 * 3_600_000
    expect(await handlers['cameras.timeline']({ hours: 24 })).toEqual({
      from,
      to: at,
      cameras: [{ cameraId: 'gate', spans: [{ from, to: at, state: 'live', problem: null }] }]
    })
    expect(said).toEqual(['written', 'read'])
  })

  it('asks no program when none was chosen', async () => {
    expect(await rig().handlers['cameras.chooseDecoder'](undefined)).toBeNull()
  })
})
