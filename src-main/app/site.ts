import { lookup as lookupWithCallback } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { randomBytes, randomInt } from 'node:crypto'
import { join } from 'node:path'
import { ulid } from 'ulid'
import type { Mark, RecordedSighting } from '../../contracts/domain/attendance'
import type { ModelRef } from '../../contracts/domain/face'
import type { SiteSettings, SiteSettingsChange } from '../../contracts/domain/site'
import type { AboutInfo } from '../../contracts/status'
import { sheetThread, TimesheetExport } from '../attendance/export/timesheet-export'
import { repeatAfterMs } from '../attendance/repeat-after'
import type { OnvifClient } from '../cameras/onvif/onvif-client'
import { CandidateShelf } from '../gallery/candidates'
import { Comparison } from '../gallery/comparison'
import { Enrolment } from '../gallery/enrolment'
import { ModelPacks } from '../gallery/model-packs'
import { galleryPages } from '../gallery/snapshot'
import type { PackHandle } from '../vision/packs/pack-process'
import { PackFolders } from '../vision/packs/pack-folders'
import type { Handlers } from '../ipc/handlers'
import { makeHandlers } from '../ipc/handlers'
import type { Services } from '../ipc/services'
import type { Clock } from '../platform/clock'
import { Disposables } from '../platform/disposable'
import type { KeyProvider } from '../platform/key-provider'
import type { Log } from '../platform/log'
import type { Paths } from '../platform/paths'
import type { OpenReport } from '../storage/api'
import { StorageClient } from '../storage/storage-client'
import { Engine } from '../vision/engine'
import { LivenessSessions } from '../vision/liveness-sessions'
import type { VisionClient, VisionHandle } from '../vision/vision-client'
import { matchScaleOf } from '../webhooks/dialects/calibrate'
import { createDeliverer } from '../webhooks/deliver'
import { Dispatcher } from '../webhooks/dispatcher'
import { createEndpointService } from '../webhooks/endpoints'
import { ExportJobs } from '../webhooks/export-jobs'
import { WebhookUpkeep } from '../webhooks/upkeep'
import { CheckAnnouncer } from './check-announcer'
import type { DecoderChoice } from './decoder-choice'
import { inspectDecoder } from './decoder-choice'
import { FaceEvents } from './face-events'
import { ownListeners } from './own-listeners'
import type { Push } from './pipeline'
import { wirePipeline } from './pipeline'
import { QueueWatch } from './queue-watch'
import { troubleWords } from './trouble-words'
import { selfTestPictures, storedPicture } from './self-test-pictures'
import { awaitDecoder, wireCameras } from './site-cameras'
import { warnOfOpening, watchVision } from './site-warnings'
import { StatusBoard } from './status-board'
import type { Trace } from '../platform/trace'
import { visionReady } from './vision-ready'

export interface SiteOptions {
  mode: 'site' | 'demo'
  paths: Paths
  clock: Clock
  log: Log
  trace: Trace
  push: Push
  keyProvider: KeyProvider
  vision: VisionClient
  decoder: DecoderChoice
  /** Starts a vision process beside the running one, for checks. */
  launchVision: () => VisionHandle
  /** A process that looks at a model pack apart. */
  launchPack: () => PackHandle
  onvif: OnvifClient
  /** Ports at which Muster itself listens, as they are at any time. */
  listening: ReadonlySet<number>
  shell: Services['shell']
  about: (report: OpenReport, keyProvider: KeyProvider) => Promise<AboutInfo>
  onSettings: (settings: SiteSettings) => void
  onRecorded: (sighting: RecordedSighting, mark: Mark | null) => void
  /** What the operator should hear of even with the window closed. */
  onTrouble: (words: { title: string; text: string }) => void
}

/** A site that is open: storage, recognition, attendance and webhooks of one data folder. */
export interface Site {
  services: Services
  handlers: Handlers
  stop(): Promise<void>
}

/**
 * Opens storage first, then everything that hangs on it. Throws what `StorageClient.open` throws: a newer, locked or
 * wrongly keyed database is nothing that a site can run on.
 */
export async function openSite(options: SiteOptions): Promise<Site> {
  const { paths, clock, log, push, trace, vision, decoder, keyProvider } = options
  const ended = new Disposables()
  const board = new StatusBoard(options.mode, (status) => push('status', status))
  ended.add(() => board.dispose())

  const storage = new StorageClient({
    writerScript: join(paths.bundles, 'storage-writer.js'),
    readerScript: join(paths.bundles, 'storage-reader.js'),
    dataDir: paths.data,
    siteKey: await keyProvider.siteKey(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    log: log.child('storage')
  })
  ended.add(() => storage.close(1000))
  const report = await storage.open()
  const { writer, reader } = storage
  trace('storage-open')

  const queue = new QueueWatch({
    queue: () => reader.queue(),
    endpoints: () => reader.endpoints(),
    board,
    log,
    now: clock.now,
    onLook: () => push('changed', { roots: ['deliveries', 'endpoints'] }),
    onTrouble: (endpoint, trouble) => options.onTrouble(troubleWords(endpoint, trouble))
  })
  ended.add(() => queue.dispose())

  const own = ownListeners(options.listening)
  const deliverer = createDeliverer({ clock, userAgent: 'Muster', lookup: lookupWithCallback, own })
  const dispatcher = new Dispatcher({
    storage: writer,
    send: (delivery) => deliverer.send(delivery),
    random: Math.random,
    log: log.child('webhooks'),
    onDelivery: (delivery) => {
      trace('delivered', { ...delivery, at: clock.now() })
      queue.lookSoon()
    }
  })
  ended.add(async () => {
    await dispatcher.stop(1500)
    await deliverer.close()
  })

  const changed: Services['changed'] = (roots, written) => {
    push('changed', { roots })
    if (written?.deliveriesDue) dispatcher.wake()
    if (roots.includes('endpoints') || roots.includes('deliveries')) queue.lookSoon()
  }

  const {
    registry: cameras,
    news,
    tools: cameraTools
  } = wireCameras({
    ...{ writer, reader, vision, decoder, board, push, trace, clock, log },
    onvif: options.onvif,
    origin: report,
    wakeDispatcher: () => dispatcher.wake()
  })

  vision.setGallerySource(
    (model) => galleryPages(reader, model),
    (model, personIds) => reader.galleryOf({ model, personIds })
  )

  const packFolders = new PackFolders(paths.models, join(paths.data, 'models'))
  let packInUse: string | null = null
  const engine = new Engine({
    vision,
    launch: options.launchVision,
    modelsDir: () => packFolders.folderOf(packInUse),
    picture: () => storedPicture(paths.resources),
    platform: process.platform,
    now: clock.now,
    onChange: () => push('changed', { roots: ['engine'] })
  })

  const applySettings = (settings: SiteSettings) => {
    packInUse = settings.engine.pack
    // Before the thresholds: those of one pack must never judge the scores of another.
    vision.setEngine({
      modelsDir: packFolders.folderOf(packInUse),
      providers: engine.order(settings.engine.providers)
    })
    vision.setRecognition({ ...settings.recognition, repeatMs: repeatAfterMs(settings.attendance) })
    cameras.setTimeZone(settings.timeZone)
    decoder.use(settings.capture.ffmpegPath)
    vision.refreshDecoder()
    board.set({ siteName: settings.siteName })
    options.onSettings(settings)
  }
  const changeSettings = async (change: SiteSettingsChange) => {
    // What is no decoder is refused before it is stored and started over and over.
    if (change.capture?.ffmpegPath) await inspectDecoder(change.capture.ffmpegPath)
    const settings = await writer.changeSettings(change)
    applySettings(settings)
    push('changed', { roots: ['settings', 'app', ...(change.capture ? (['cameras'] as const) : [])] })
    return settings
  }

  const packs = new ModelPacks({
    folders: packFolders,
    ...{ reader, writer, clock, log: log.child('packs') },
    launch: options.launchPack,
    selfTest: () => selfTestPictures(paths.resources),
    apply: (settings) => {
      applySettings(settings)
      push('changed', { roots: ['settings', 'app', 'engine', 'cameras'] })
      cameras.refresh().catch((error: unknown) => log.error({ error: String(error) }, 'cameras could not be read anew'))
    },
    onTemplates: (pack) => {
      if (pack === packInUse) vision.reloadGallery()
    },
    onChange: () => push('changed', { roots: ['packs'] })
  })
  ended.add(() => packs.dispose())

  const matchScale = (model: ModelRef) => {
    const { pack } = vision.facts()
    if (pack?.model.id !== model.id || pack.model.version !== model.version) return null
    return matchScaleOf(pack.levels, pack.thresholds.verify)
  }
  const checks = new CheckAnnouncer({
    ...{ writer, reader, matchScale },
    origin: report,
    camera: (id) => cameras.get(id),
    now: clock.now,
    onDue: () => dispatcher.wake(),
    log: log.child('webhooks')
  })
  const faces = new FaceEvents({
    origin: report,
    cameraName: (id) => cameras.get(id)?.name ?? null,
    offer: (event) => {
      writer
        .offerEvent(event)
        .then((written) => written.deliveriesDue && dispatcher.wake())
        .catch((error: unknown) => log.error({ error: String(error) }, 'faces in view could not be recorded'))
    },
    schedule: (ms, then) => {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    }
  })
  ended.add(async () => {
    faces.dispose()
    await checks.settled()
  })

  const exports = new ExportJobs({
    reader,
    site: report,
    newUlid: ulid,
    now: clock.now,
    log: log.child('exports'),
    onChange: () => push('changed', { roots: ['deliveries'] })
  })
  ended.add(() => exports.dispose())
  const upkeep = new WebhookUpkeep({
    writer,
    log: log.child('webhooks'),
    checkpointHours: async () => (await reader.settings()).webhooks.checkpointHours,
    lastCheckpointAt: async () => (await reader.ledgerState()).lastCheckpointAt,
    now: clock.now,
    onDue: () => dispatcher.wake()
  })
  ended.add(() => upkeep.dispose())

  const services: Services = {
    writer,
    reader,
    cameras,
    cameraTools,
    comparison: new Comparison({
      ...{ vision, reader, clock, newUlid: ulid },
      ready: () => visionReady(vision),
      onNews: (news) => checks.comparison(news)
    }),
    liveness: new LivenessSessions({
      vision,
      fpsOf: (cameraId) => Promise.resolve(cameras.get(cameraId)?.analysisFps ?? null),
      threshold: async () => (await reader.settings()).recognition.livenessThreshold,
      newUlid: ulid,
      randomInt,
      now: clock.now,
      onBegun: (request) => checks.livenessBegun(request),
      onChecked: (result) => checks.livenessEnded(result)
    }),
    enrolment: new Enrolment({
      vision,
      writer,
      shelf: new CandidateShelf(clock.monotonic),
      newUlid: ulid,
      ready: () => visionReady(vision),
      keepCrops: async () => (await reader.settings()).recognition.keepCrops
    }),
    endpoints: createEndpointService({
      storage: writer,
      reader,
      resolve: (name) => lookup(name, { all: true }),
      randomBytes,
      own
    }),
    exports,
    now: clock.now,
    log,
    changed,
    galleryChanged: (personIds) => (personIds ? vision.galleryChanged(personIds) : vision.reloadGallery()),
    engine,
    packs,
    timesheets: new TimesheetExport({ reader, writeSheet: sheetThread(join(paths.bundles, 'workbook-writer.js')) }),
    status: () => board.status(),
    about: () => options.about(report, keyProvider),
    changeSettings,
    shell: options.shell
  }

  // Everything that comes from the vision process is listened to before cameras are handed to it.
  ended.add(
    wirePipeline({
      vision,
      writer,
      wakeDispatcher: () => dispatcher.wake(),
      board,
      push,
      log,
      trace,
      now: clock.now,
      matchScale,
      onSeen: (sighting) => faces.note(sighting),
      onRecorded: options.onRecorded
    })
  )
  ended.add(
    vision.onChallenge((news) => {
      push('liveness', news)
      if (news.type === 'result') checks.livenessEnded(news.result)
    })
  )
  ended.add(watchVision({ vision, cameras, board, push, trace, onState: () => news.refresh() }))
  ended.add(
    storage.onState(({ full }) => {
      if (full)
        board.warn({ id: 'storage_full', level: 'bad', code: 'storage_full', values: {}, fix: '/settings/about' })
      else board.clear('storage_full')
    })
  )
  ended.add(
    storage.onDied(() => board.warn({ id: 'storage_down', level: 'bad', code: 'storage_down', values: {}, fix: null }))
  )
  warnOfOpening(board, report, keyProvider)
  ended.add(
    awaitDecoder(decoder, () => {
      vision.refreshDecoder()
      news.refresh()
      push('changed', { roots: ['cameras', 'app'] })
    })
  )

  applySettings(await reader.settings())
  vision.reloadGallery()
  await cameras.refresh()
  queue.lookSoon()
  dispatcher.wake()
  upkeep.start()
  packs
    .restore()
    .catch((error: unknown) => log.error({ error: String(error) }, 'a job of a model pack was not taken up'))

  return {
    services,
    handlers: makeHandlers(services),
    stop: async () => {
      await cameras.stop()
      vision.setCameras([])
      for (const failure of await ended.dispose()) log.warn({ error: String(failure) }, 'a part did not end in order')
    }
  }
}
