/* eslint-disable no-empty-pattern -- Playwright reads what a fixture needs from its first parameter's pattern */
import type { Page } from 'playwright'
import { expect, test as base } from 'playwright/test'
import type { H264Clip } from './fakes/rtsp/h264-clip'
import { encodeClip } from './fakes/rtsp/encode-clip'
import type { RtspServerOptions } from './fakes/rtsp-server'
import { RtspServer } from './fakes/rtsp-server'
import { WebhookReceiver } from './fakes/webhook-receiver'
import type { LaunchOptions } from './harness/running-app'
import { RunningApp } from './harness/running-app'
import type { Actor } from './harness/site'
import { clipOf } from './harness/site'
import { removeFolder, temporaryFolder } from './harness/temporary-folder'

interface Fixtures {
  /** A webhook receiver that ends with its test. */
  receiver: WebhookReceiver
  /** Starts cameras on loopback that end with their test. */
  startCamera: (actor: Actor, options?: Omit<RtspServerOptions, 'clip'>) => Promise<RtspServer>
  /** An empty folder that is removed after its test. */
  folder: string
}

/** Ten seconds of a clip, encoded once as a camera would. */
export const cameraClip = (actor: Actor): Promise<H264Clip> => encodeClip(clipOf(actor), { fps: 15, seconds: 10 })

export const test = base.extend<Fixtures>({
  receiver: async ({}, provide) => {
    const receiver = await new WebhookReceiver().start()
    await provide(receiver)
    await receiver.stop()
  },
  startCamera: async ({}, provide) => {
    const servers: RtspServer[] = []
    await provide(async (actor, options) => {
      const server = new RtspServer({ ...options, clip: await cameraClip(actor) })
      servers.push(server)
      await server.start()
      return server
    })
    for (const server of servers) await server.stop()
  },
  folder: async ({}, provide) => {
    const folder = await temporaryFolder()
    await provide(folder)
    await removeFolder(folder)
  }
})

export { expect, removeFolder, temporaryFolder }

/** One app for a file of tests, with a data folder of its own; tests of the file build on one another, in order. */
export interface SharedApp {
  readonly app: RunningApp
  readonly page: Page
  /** Ends the app in order and starts it again on the same data; `beforeStart` runs while nothing does. */
  restart(options?: { env?: Record<string, string>; beforeStart?: () => Promise<void> }): Promise<void>
}

/** Call at the top of a spec. `prepare` runs once, after the window is ready and before the first test. */
export function sharedApp(
  prepare: (app: RunningApp) => Promise<void> = async () => {},
  options: Pick<LaunchOptions, 'env' | 'args'> = {}
) {
  // Tests of one file build on one another: after a failure the rest would only repeat it.
  test.describe.configure({ mode: 'serial' })
  let running: RunningApp | null = null
  let dataDir = ''
  const current = (): RunningApp => {
    if (running === null) throw new Error('the app runs only within a test')
    return running
  }

  test.beforeAll(async () => {
    dataDir = await temporaryFolder()
    running = await RunningApp.launch({ dataDir, ...options })
    await prepare(running)
  })

  test.afterEach(async () => {
    const testInfo = test.info()
    if (running === null || testInfo.status === testInfo.expectedStatus) return
    const picture = await running.page.screenshot({ timeout: 5000 }).catch(() => null)
    if (picture !== null) await testInfo.attach('window', { body: picture, contentType: 'image/png' })
    await testInfo.attach('log', { body: await running.logTail(), contentType: 'text/plain' })
    await testInfo.attach('output', { body: running.output.join('').slice(-8000), contentType: 'text/plain' })
  })

  test.afterAll(async () => {
    const code = await running?.quit()
    running = null
    await removeFolder(dataDir)
    if (code !== undefined) expect(code, 'exit code of the app').toBe(0)
  })

  const shared: SharedApp = {
    get app() {
      return current()
    },
    get page() {
      return current().page
    },
    restart: async (change = {}) => {
      await current().quit()
      running = null
      await change.beforeStart?.()
      running = await RunningApp.launch({ dataDir, ...options, ...(change.env && { env: change.env }) })
    }
  }
  return shared
}
