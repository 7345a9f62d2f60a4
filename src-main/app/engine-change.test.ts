import { resolve } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { silentLog } from '../platform/log'
import { launchFork } from '../vision/launch-fork'
import type { VisionFacts } from '../vision/vision-client'
import { VisionClient } from '../vision/vision-client'
import { Supervisor, systemTimers } from './supervisor'

/** The real process and models; neither decoder nor camera is needed. */
const root = resolve(import.meta.dirname, '../..')
let client: VisionClient

function openClient(): VisionClient {
  client = new VisionClient({
    launch: () => launchFork(resolve(root, 'src-main/vision/process/entry.ts')),
    supervise: (spec) => new Supervisor(spec, { timers: systemTimers, random: Math.random, log: silentLog }),
    modelsDir: resolve(root, 'models'),
    findDecoder: () => null,
    log: silentLog
  })
  return client
}

const nextReady = (): Promise<VisionFacts> =>
  new Promise((done) => {
    const off = client.onReady(() => {
      off()
      done(client.facts())
    })
  })

afterEach(() => client.stop(3000))

it('starts anew on other providers, says why the one asked for does not run, and leaves what is already so alone', async () => {
  openClient()
  const first = nextReady()
  client.start()
  expect((await first).provider).toEqual({ asked: ['cpu'], running: 'cpu', refused: [] })
  const pid = client.status().pid

  client.setEngine({ providers: ['cpu'] })
  expect(client.status()).toMatchObject({ state: 'ready', pid })

  const second = nextReady()
  client.setEngine({ providers: ['coreml', 'cpu'] })
  const { provider } = await second
  expect(provider).toMatchObject({ asked: ['coreml', 'cpu'], running: 'cpu' })
  expect(provider?.refused).toEqual([{ provider: 'coreml', reason: expect.stringMatching(/not part of this build/) }])
  expect(client.status().pid).not.toBe(pid)
  expect(client.status().restarts).toBe(0)
}, 60_000)

it('does not come back when it is stopped in the middle of a change', async () => {
  openClient()
  const first = nextReady()
  client.start()
  await first
  client.setEngine({ providers: ['webgpu', 'cpu'] })
  await client.stop(3000)
  const news: string[] = []
  client.onStatus(({ state }) => news.push(state))
  await new Promise((turn) => setImmediate(turn))
  expect(client.status()).toMatchObject({ state: 'stopped', pid: null })
  expect(news).toEqual([])
}, 60_000)
