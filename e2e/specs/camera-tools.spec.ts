import { chmod, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DateTime } from 'luxon'
import type { IpcOutput } from '../../contracts/ipc'
import { OnvifCamera } from '../fakes/onvif-camera'
import { expect, sharedApp, test } from '../fixtures'
import { processTree, stillRunning } from '../harness/process-tree'
import { addFileCamera, setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'

const shared = sharedApp((app) => setUpSite(app, { timeZone: 'UTC' }))

const password = "p@ss:w/rd#1?&%'"
const credentials = { username: 'admin', password, scheme: 'digest' } as const

const statusOf = async (id: string) => (await shared.app.call('cameras.status')).find((one) => one.cameraId === id)
const isLive = (id: string) => expect.poll(async () => (await statusOf(id))?.state, { timeout: 30_000 }).toBe('live')
/** Those about cameras. */
const warnings = async () =>
  (await shared.app.call('app.status')).warnings.map(({ code }) => code).filter((code) => code.startsWith('camera'))

/** What the system's own dialogs answer, which no test can click; the options that they were last given are kept. */
const answerDialogs = (file: string | null) =>
  shared.app.electron.evaluate(({ dialog }, chosen) => {
    const asked = globalThis as { lastDialog?: { defaultPath?: string } }
    dialog.showSaveDialog = (...given: unknown[]) => {
      asked.lastDialog = given.at(-1) as { defaultPath?: string }
      return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' })
    }
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
  }, file)

test('a source is tried before it is saved, with what was typed, pasted or is stored', async ({ startCamera }) => {
  const camera = await startCamera('franck', { credentials })
  const attempt = (source: { url: string; username?: string; password?: string }, storedPasswordOf?: string) =>
    shared.app.call('cameras.try', {
      source: { kind: 'rtsp', ...source },
      ...(storedPasswordOf !== undefined && { storedPasswordOf })
    })
  const good = { works: true, width: 360, height: 288, codec: 'h264', capture: 'stream' }

  const pasted = camera.url('/cam').replace('rtsp://', `rtsp://admin:${password}@`)
  const tried = await attempt({ url: pasted })
  expect(tried).toMatchObject(good)
  expect(tried.works && [...tried.jpeg.slice(0, 2)]).toEqual([0xff, 0xd8])
  expect(await attempt({ url: camera.url('/cam'), username: 'admin', password: 'wrong' })).toMatchObject({
    works: false,
    problem: 'auth_failed'
  })
  await shared.app.call('cameras.create', { id: 'gate', name: 'Main gate', source: { kind: 'rtsp', url: pasted } })
  expect(await attempt({ url: camera.url('/other'), username: 'admin' }, 'gate')).toMatchObject(good)
  expect((await shared.app.call('cameras.list'))[0]?.source).toMatchObject({
    url: camera.url('/cam'),
    username: 'admin'
  })

  await isLive('gate')
  const log = await readFile(path.join(shared.app.dataDir, 'logs', 'muster.log'), 'utf8')
  for (const secret of [password, encodeURIComponent(password)]) expect(log).not.toContain(secret)

  const picture = path.join(shared.app.dataDir, 'gate.jpg')
  await answerDialogs(picture)
  expect(await shared.app.call('cameras.saveSnapshot', { id: 'gate' })).toBe(picture)
  expect([...(await readFile(picture)).subarray(0, 2)]).toEqual([0xff, 0xd8])
  const offered = await shared.app.electron.evaluate(
    () => (globalThis as { lastDialog?: { defaultPath?: string } }).lastDialog?.defaultPath
  )
  expect(path.basename(offered ?? '')).toMatch(/^Main gate \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.jpg$/)
  await answerDialogs(null)
  expect(await shared.app.call('cameras.saveSnapshot', { id: 'gate' })).toBeNull()
  await shared.app.call('cameras.remove', { id: 'gate' })
})

test('the decoder is told, and another one takes over while the cameras go on', async () => {
  await addFileCamera(shared.app, 'entrance', 'Entrance', 'franck')
  await isLive('entrance')
  const found = await shared.app.call('cameras.decoder')
  expect(found).toMatchObject({ origin: 'path', licence: expect.stringMatching(/GPL/), hostNames: true })

  const own = path.join(shared.app.dataDir, 'own-ffmpeg')
  await writeFile(own, `#!/bin/sh\nexec "${found?.path}" "$@"\n`)
  await chmod(own, 0o755)
  await answerDialogs(own)
  expect(await shared.app.call('cameras.chooseDecoder')).toMatchObject({ path: own, version: found?.version })
  const { vision } = await shared.app.call('app.status')
  const decoders = async () => (await processTree(vision.pid ?? 0)).slice(1)
  const before = await decoders()
  await shared.app.call('settings.update', { capture: { ffmpegPath: own } })
  expect(await shared.app.call('cameras.decoder')).toMatchObject({ path: own, origin: 'setting' })
  await expect.poll(async () => stillRunning(before), { timeout: 30_000 }).toEqual([])
  await expect.poll(async () => (await decoders()).length, { timeout: 30_000 }).toBe(1)
  await isLive('entrance')

  await expect(shared.app.call('settings.update', { capture: { ffmpegPath: '/bin/true' } })).rejects.toMatchObject({
    code: 'invalid_input'
  })
  expect((await shared.app.call('settings.get')).capture.ffmpegPath).toBe(own)
  await shared.app.call('settings.update', { capture: { ffmpegPath: null } })
  expect(await shared.app.call('cameras.decoder')).toEqual(found)
  await shared.app.call('cameras.remove', { id: 'entrance' })
  expect(await shared.app.call('cameras.findUsb')).toEqual(expect.any(Array))
})

test('a camera rests outside its hours, and the site’s zone says when those are', async () => {
  const now = DateTime.utc()
  const time = (minutes: number) => now.plus({ minutes }).toFormat('HH:mm')
  const days = [1, 2, 3, 4, 5, 6, 7]
  const clip = (await addFileCamera(shared.app, 'night', 'Night', 'franck')).source
  if (clip.kind !== 'file') throw new Error('a clip was added')
  const timeline = async () => {
    const { cameras } = await shared.app.call('cameras.timeline', { hours: 1 })
    return cameras.find(({ cameraId }) => cameraId === 'night')?.spans.map(({ state }) => state)
  }
  await isLive('night')
  await expect.poll(async () => (await timeline())?.at(-1)).toBe('live')
  const camera = { id: 'night', name: 'Night', source: clip }
  await shared.app.call('cameras.update', {
    ...camera,
    options: { schedule: [{ days, from: time(90), to: time(180) }] }
  })
  const until = now.plus({ minutes: 90 }).startOf('minute').toMillis()
  expect(await statusOf('night')).toMatchObject({ state: 'off', problem: null, pausedUntil: until })
  expect((await shared.app.call('app.status')).cameras).toEqual({ live: 0, enabled: 0 })
  // Two hours ahead of UTC it is within them.
  await shared.app.call('settings.update', { timeZone: 'Etc/GMT-2' })
  await isLive('night')
  await shared.app.call('settings.update', { timeZone: 'UTC' })
  expect(await statusOf('night')).toMatchObject({ state: 'off', pausedUntil: until })

  // The last span is there once it has a length.
  await expect.poll(async () => (await timeline())?.at(-1)).toBe('off')
  await shared.app.call('cameras.remove', { id: 'night' })
})

test('each turn of a camera is an event, told once', async ({ startCamera, receiver }) => {
  await shared.app.call('endpoints.create', {
    url: receiver.url,
    description: 'Cameras',
    allowLoopback: true,
    events: ['camera.started', 'camera.stopped', 'camera.failed', 'camera.recovered']
  })
  const told = () => receiver.requests.map(({ json }) => json.type)
  const heard = (...events: string[]) => expect.poll(told, { timeout: 40_000 }).toEqual(events)
  const camera = await startCamera('franck')
  const yard: Parameters<typeof shared.app.call<'cameras.create'>>[1] = {
    id: 'yard',
    name: 'Yard',
    source: { kind: 'rtsp', url: camera.url('/cam') }
  }
  await shared.app.call('cameras.create', yard)
  await heard('camera.started')

  await camera.stop()
  await heard('camera.started', 'camera.failed')
  await expect.poll(warnings, { timeout: 40_000 }).toContain('camera_down')
  await camera.start()
  await heard('camera.started', 'camera.failed', 'camera.recovered')
  await expect.poll(warnings).toEqual([])

  // Recognition that starts anew is no turn of the camera.
  const { vision } = await shared.app.call('app.status')
  process.kill(vision.pid ?? 0, 'SIGKILL')
  await expect
    .poll(async () => (await shared.app.call('app.status')).vision.restarts, { timeout: 30_000 })
    .toBe(vision.restarts + 1)
  await isLive('yard')

  await shared.app.call('cameras.update', { ...yard, enabled: false })
  await shared.app.call('cameras.update', { ...yard, enabled: false, name: 'Back yard' })
  await shared.app.call('cameras.update', { ...yard, name: 'Back yard' })
  await isLive('yard')
  await shared.app.call('cameras.remove', { id: 'yard' })
  await heard(
    'camera.started',
    'camera.failed',
    'camera.recovered',
    'camera.stopped',
    'camera.started',
    'camera.stopped'
  )
  expect(receiver.requests.at(-1)?.json.data).toMatchObject({
    camera: { id: 'yard', name: 'Back yard' },
    state: 'off',
    problem: null
  })
})

test('cameras on the network are found with their streams', async () => {
  const camera = await new OnvifCamera({ name: 'Dock' }).start()
  try {
    await shared.restart({ env: { MUSTER_ONVIF_PROBE: camera.probeTarget } })
    const found = await shared.app.call('cameras.findNetwork')
    expect(found).toMatchObject([{ address: camera.address, host: '127.0.0.1', name: 'Dock' }])
    const login = { address: camera.address, username: 'admin', password: 'secret' }
    expect(await shared.app.call('cameras.onvifProfiles', login)).toMatchObject([
      { name: 'Large', width: 1280 },
      { name: 'Small', width: 640 }
    ])
    await expect(shared.app.call('cameras.onvifProfiles', { ...login, password: 'wrong' })).rejects.toMatchObject({
      code: 'camera_auth_failed'
    })
  } finally {
    await camera.stop()
  }
})

test('many that are down make one banner, and there are 64 at most', async () => {
  const create = (index: number, enabled: boolean): Promise<IpcOutput<'cameras.create'>> =>
    shared.app.call('cameras.create', {
      id: `many-${index}`,
      name: `Many ${index}`,
      enabled,
      source: { kind: 'file', path: path.join(shared.app.dataDir, 'none.mp4') }
    })
  for (let index = 0; index < 64; index++) await create(index, index < 4)
  await expect(create(64, false)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/64/) })
  await expect(create(3, false)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/many-3/) })
  await expect.poll(warnings, { timeout: 30_000 }).toEqual(['cameras_down'])
  const frame = new Frame(shared.page)
  await expect(frame.warnings).toContainText('4 cameras send no picture')
  await shared.app.call('cameras.remove', { id: 'many-0' })
  await expect.poll(warnings).toEqual(['camera_down', 'camera_down', 'camera_down'])
  for (const index of [1, 2, 3]) await shared.app.call('cameras.remove', { id: `many-${index}` })
  await expect.poll(warnings).toEqual([])
})

test('a decoder that is missing is said once, and cameras begin when it has been installed', async ({ folder }) => {
  const found = await shared.app.call('cameras.decoder')
  // No program is found in an empty folder; npm's could be, were it installed.
  await shared.restart({ env: { PATH: folder } })
  await addFileCamera(shared.app, 'hall', 'Hall', 'franck')
  await addFileCamera(shared.app, 'stairs', 'Stairs', 'cap')
  const codes = async () => (await shared.app.call('app.status')).warnings.map(({ code }) => code)
  await expect.poll(codes, { timeout: 30_000 }).toContain('decoder_missing')
  expect(await shared.app.call('cameras.decoder')).toBeNull()
  await expect.poll(async () => (await statusOf('hall'))?.problem, { timeout: 30_000 }).toBe('decoder_missing')
  expect(await warnings()).toEqual([])
  await symlink(found?.path ?? '', path.join(folder, 'ffmpeg'))
  await isLive('hall')
  await isLive('stairs')
  await expect.poll(codes, { timeout: 30_000 }).not.toContain('decoder_missing')
  expect(await shared.app.call('cameras.decoder')).toMatchObject({ path: path.join(folder, 'ffmpeg') })
})
