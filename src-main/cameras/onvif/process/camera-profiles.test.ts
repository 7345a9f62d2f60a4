import { afterEach, expect, it } from 'vitest'
import type { OnvifCameraOptions, OnvifFault } from '../../../../e2e/fakes/onvif-camera'
import { OnvifCamera } from '../../../../e2e/fakes/onvif-camera'
import { cameraProfiles } from './camera-profiles'

const cameras: OnvifCamera[] = []
const fake = async (options: OnvifCameraOptions): Promise<OnvifCamera> => {
  const camera = await new OnvifCamera(options).start()
  cameras.push(camera)
  return camera
}
afterEach(async () => {
  await Promise.all(cameras.splice(0).map((camera) => camera.stop()))
})

const admin = { username: 'admin', password: 'secret' }
const failureOf = async (camera: { address: string }, login = admin, requestMs = 2000) =>
  cameraProfiles({ address: camera.address, ...login }, requestMs).then(
    () => 'none',
    (error: { code: string }) => error.code
  )

it('lists the streams, the largest first, where the second media service fails', async () => {
  const streams = ['rtsp://127.0.0.1:554/main?a=1&b=2', 'rtsp://root:pass@127.0.0.1/sub'] as const
  const camera = await fake({ streams })
  const facts = { codec: 'h264', fps: 20, bitrateKbps: 2048, statedHost: null }
  expect(await cameraProfiles({ address: camera.address, ...admin }, 2000)).toEqual([
    { ...facts, token: 'Main 1', name: 'Large', url: 'rtsp://127.0.0.1:554/main?a=1&b=2', width: 1280, height: 720 },
    { ...facts, token: 'Sub&2', name: 'Small', url: 'rtsp://127.0.0.1/sub', width: 640, height: 360 }
  ])
})

it('stays with the host that was asked, says which one the camera named, and leaves out what is no RTSP', async () => {
  const elsewhere = await fake({ streams: ['rtsp://192.0.2.7:8554/main', 'file:///etc/passwd'] })
  const streams = await cameraProfiles({ address: elsewhere.address, ...admin }, 2000)
  expect(streams).toMatchObject([{ url: 'rtsp://127.0.0.1:8554/main', statedHost: '192.0.2.7' }])
  const none = await fake({ streams: ['http://127.0.0.1/a', 'javascript:alert(1)'] })
  await expect(cameraProfiles({ address: none.address, ...admin }, 2000)).rejects.toThrow('offers no RTSP stream')
})

it('logs in by the camera\u2019s own clock, with names and passwords of any letters', async () => {
  const login = { username: 'J<&>"ürgen', password: 'pä$$&<"日本' }
  const camera = await fake({ ...login, username: 'J&#60;&#38;&#62;&#34;ürgen', clockOffsetMs: -86_400_000 * 400 })
  expect(await failureOf(camera, login)).toBe('none')
})

it('tells a refused login from a missing one, after a single try', async () => {
  const camera = await fake({})
  await expect(cameraProfiles({ address: camera.address, ...admin, password: 'wrong' }, 2000)).rejects.toMatchObject({
    code: 'camera_auth_failed',
    message: expect.stringContaining('refuses this user name or password')
  })
  expect(camera.asked).toEqual(['GetSystemDateAndTime', 'GetServices', 'GetProfiles'])
  await expect(cameraProfiles({ address: camera.address, username: '', password: '' }, 2000)).rejects.toMatchObject({
    code: 'camera_auth_failed',
    message: expect.stringContaining('asks for a user name')
  })
})

it.each<[OnvifFault, string]>([
  ['garbage', 'not_found'],
  ['laughs', 'not_found'],
  ['web-page', 'not_found'],
  ['endless', 'not_found'],
  ['broken-off', 'timeout'],
  ['silent', 'timeout']
])('names what answers with %s %s', async (fault, code) => {
  const camera = await fake({ fault })
  expect(await failureOf(camera, admin, fault === 'silent' || fault === 'broken-off' ? 60 : 2000)).toBe(code)
})

it('says that nothing answers at a closed port', async () => {
  const camera = await fake({})
  const { address } = camera
  await cameras.pop()?.stop()
  expect(await failureOf({ address })).toBe('camera_unreachable')
})
