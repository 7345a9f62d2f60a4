import { join } from 'node:path'
import type { SiteSettings } from '../../contracts/domain/site'
import { queryRoots } from '../../contracts/push'
import { toFailure } from '../../contracts/result'
import type { AppStatus } from '../../contracts/status'
import { makeOnvifClient } from '../cameras/onvif/onvif-client'
import type { Handlers } from '../ipc/handlers'
import type { Clock } from '../platform/clock'
import { chooseKeyProvider } from '../platform/key-provider'
import type { Log } from '../platform/log'
import type { Paths } from '../platform/paths'
import { makePaths } from '../platform/paths'
import { VisionClient } from '../vision/vision-client'
import { aboutMuster } from './about'
import { DecoderChoice, searchPathOf } from './decoder-choice'
import { DecoderLedger } from './decoder-ledger'
import { freshDemoFolder } from './demo/demo-folder'
import { DemoRun } from './demo/demo-run'
import { fillDemoSite } from './demo/demo-site'
import type { DemoReceiver } from './demo/receiver-launch'
import { launchReceiver } from './demo/receiver-launch'
import { osKeychain } from './key-store'
import type { AppOptions } from './options'
import type { Push } from './pipeline'
import type { Site } from './site'
import { openSite } from './site'
import { Supervisor, systemTimers } from './supervisor'
import type { Trace } from '../platform/trace'
import { launchVision } from './vision-launch'

export interface SiteHostOptions {
  options: AppOptions
  paths: Paths
  log: Log
  trace: Trace
  push: Push
  clock: Clock
  onSettings: (settings: SiteSettings) => void
  onTrouble: (words: { title: string; text: string }) => void
  print: (line: string) => void
  end: (code: number) => void
  dialogs: {
    chooseVideoFile: () => Promise<string | null>
    chooseFolder: () => Promise<string | null>
    chooseProgram: () => Promise<string | null>
    savePicture: (suggestedName: string, jpeg: Uint8Array) => Promise<string | null>
    saveFile: (name: string) => Promise<string | null>
    openWall: () => void
    openLogs: () => Promise<void>
  }
}

const demoTimeoutMs = 120_000

/**
 * Holds the one open site and its vision process: the operator may look at the demo and come back without the app
 * starting again. The demo has a data folder of its own.
 */
export class SiteHost {
  readonly vision: VisionClient
  private readonly decoder: DecoderChoice
  private readonly decoders: DecoderLedger
  private site: Promise<Site>
  private begin: (site: Promise<Site>) => void = () => undefined
  private receiver: DemoReceiver | null = null
  /** Ports of Muster's own servers: each adds its own while it listens. */
  private readonly listening = new Set<number>()
  private demo: DemoRun | null = null
  private mode: AppStatus['mode']

  constructor(private readonly host: SiteHostOptions) {
    this.mode = host.options.demo ? 'demo' : 'site'
    this.decoder = new DecoderChoice({
      override: process.env['MUSTER_FFMPEG'] ?? null,
      bundledDir: join(host.paths.resources, 'ffmpeg'),
      searchPath: searchPathOf(process.env['PATH'] ?? '', process.platform),
      platform: process.platform
    })
    this.decoders = new DecoderLedger(host.paths.decoders, host.log.child('vision'))
    this.vision = new VisionClient({
      launch: () => launchVision(host.paths.bundles),
      supervise: (spec) =>
        new Supervisor(spec, { timers: systemTimers, random: Math.random, log: host.log.child('supervisor') }),
      modelsDir: host.paths.models,
      findDecoder: () => this.decoder.locate()?.path ?? null,
      onDecoders: (pids) => void this.decoders.note(pids),
      log: host.log.child('vision')
    })
    // A window may call before `open`: it waits for it.
    this.site = new Promise((resolve) => (this.begin = resolve))
    this.site.catch(() => undefined)
  }

  /** Starts recognition and opens the site or the demo. Rejects with the reason why it cannot be opened. */
  async open(): Promise<void> {
    await this.decoders.reapLeft()
    this.vision.start()
    const opening = this.openMode()
    this.begin(opening)
    this.site = opening
    await opening
  }

  /** Of the open site; a call waits for one, and fails with the reason when it could not be opened. */
  async handlers(): Promise<Handlers> {
    return (await this.site).handlers
  }

  async stop(): Promise<void> {
    await Promise.all([this.closeSite(), this.vision.stop(2000)])
    await this.decoders.note(this.vision.childPids())
  }

  private async closeSite(): Promise<void> {
    this.demo?.dispose()
    const site = await this.site.catch(() => null)
    await site?.stop()
    this.receiver?.stop()
    this.demo = null
    this.receiver = null
  }

  private async openMode(): Promise<Site> {
    return this.mode === 'demo' ? this.openDemo() : this.openIn(this.host.paths)
  }

  private async openIn(paths: Paths): Promise<Site> {
    const { host } = this
    return openSite({
      mode: this.mode,
      paths,
      clock: host.clock,
      log: host.log,
      trace: host.trace,
      push: host.push,
      vision: this.vision,
      decoder: this.decoder,
      launchVision: () => launchVision(host.paths.bundles),
      launchPack: () => launchVision(host.paths.bundles, 'pack-process', 'Muster model packs'),
      onvif: makeOnvifClient({
        launch: () => launchVision(host.paths.bundles, 'onvif-process', 'Muster camera search'),
        targets: host.options.onvifTargets
      }),
      listening: this.listening,
      keyProvider: await chooseKeyProvider({ path: paths.siteKey, safeStorage: osKeychain }),
      onSettings: host.onSettings,
      onRecorded: (sighting, mark) => this.demo?.recorded(sighting, mark),
      onTrouble: host.onTrouble,
      about: (report, keyProvider) => aboutMuster(paths, report, keyProvider, this.vision, this.decoder),
      shell: {
        ...host.dialogs,
        startDemo: () => this.switchTo('demo'),
        leaveDemo: () => this.switchTo('site')
      }
    })
  }

  /** A site of its own, filled with two people and two cameras, and a receiver that checks what is delivered. */
  private async openDemo(): Promise<Site> {
    const { host } = this
    const paths: Paths = { ...host.paths, ...dataPathsOf(freshDemoFolder(host.paths.data), host.paths) }
    const demo = new DemoRun({
      print: host.print,
      exitAfter: host.options.exitAfterDeliveries,
      timeoutMs: demoTimeoutMs,
      end: (code, words) => {
        host.print(`demo        ${words}`)
        host.end(code)
      }
    })
    this.demo = demo
    const receiver = await launchReceiver(host.paths.bundles, host.log.child('demo'), (delivery) =>
      demo.delivered(delivery)
    )
    this.receiver = receiver
    const site = await this.openIn(paths)
    fillDemoSite(site.services, host.paths.resources, receiver).catch((thrown: unknown) => {
      const failure = toFailure(thrown)
      host.log.error({ code: failure.code, details: failure.details ?? null }, 'the demo could not be filled')
      demo.failed(`the demo could not be filled: ${failure.message}`)
    })
    return site
  }

  private switchTo(mode: AppStatus['mode']): void {
    if (mode === this.mode) return
    const before = this.closeSite()
    this.mode = mode
    this.site = before.then(async () => {
      // What the process still holds of the one site, sightings not yet stored above all, must not reach the other.
      await this.vision.stop(2000)
      this.vision.start()
      return this.openMode()
    })
    this.site.then(
      ({ services }) => {
        this.host.push('status', services.status())
        this.host.push('changed', { roots: [...queryRoots] })
      },
      (thrown: unknown) => this.host.log.error({ failure: toFailure(thrown) }, 'the other site could not be opened')
    )
  }
}

/** The demo's data lies apart; the log and the window's place stay those of the app. */
function dataPathsOf(data: string, app: Paths): Pick<Paths, 'data' | 'database' | 'siteKey'> {
  const { database, siteKey } = makePaths({ data, out: '', models: app.models, resources: app.resources })
  return { data, database, siteKey }
}
