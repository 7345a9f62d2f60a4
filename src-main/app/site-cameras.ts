import type { CameraTools } from '../cameras/camera-tools'
import type { OnvifClient } from '../cameras/onvif/onvif-client'
import { CameraRegistry } from '../cameras/registry'
import { makeUsbFinder } from '../cameras/usb/find-usb'
import type { Clock } from '../platform/clock'
import type { Log } from '../platform/log'
import type { Trace } from '../platform/trace'
import type { OpenReport, StorageReader, StorageWriter } from '../storage/api'
import type { VisionClient } from '../vision/vision-client'
import { cameraEvent } from './camera-events'
import { CameraNews } from './camera-news'
import { makeCameraTools } from './camera-tools'
import type { DecoderChoice } from './decoder-choice'
import type { Push } from './pipeline'
import type { StatusBoard } from './status-board'
import { systemTimers } from './supervisor'

export interface SiteCamerasDeps {
  writer: StorageWriter
  reader: StorageReader
  vision: VisionClient
  decoder: DecoderChoice
  onvif: OnvifClient
  /** Under whose ids events are recorded. */
  origin: Pick<OpenReport, 'siteId' | 'nodeId'>
  wakeDispatcher: () => void
  board: StatusBoard
  push: Push
  trace: Trace
  clock: Clock
  log: Log
}

export interface SiteCameras {
  registry: CameraRegistry
  news: CameraNews
  tools: CameraTools
}

/** A decoder that is missing may be installed meanwhile: it is looked for so often, ms. */
const decoderEveryMs = 15_000

/** The cameras of a site, wired: their states to the board, the windows, the timelines and the outbox. */
export function wireCameras(deps: SiteCamerasDeps): SiteCameras {
  const { writer, reader, vision, decoder, board, push, trace, clock, log } = deps
  const news = new CameraNews({ cameras: () => registry, vision, board, push, trace, now: clock.now })
  const registry: CameraRegistry = new CameraRegistry({
    writer,
    reader,
    apply: (configs) => vision.setCameras(configs),
    onEvent: (type, camera, status) =>
      writer
        .appendEvent(cameraEvent(type, camera, status, deps.origin))
        .then((written) => {
          if (written.deliveriesDue) deps.wakeDispatcher()
        })
        .catch((error: unknown) =>
          log.error({ type, cameraId: camera.id, error: String(error) }, 'a camera event could not be recorded')
        ),
    onStatus: (status) => news.told(status),
    onRemoved: () => news.refresh(),
    now: clock.now,
    after: systemTimers.after,
    log: log.child('cameras')
  })
  const findUsb = makeUsbFinder({
    platform: process.platform,
    decoder: () => Promise.resolve(decoder.locate()?.path ?? null)
  })
  return { registry, news, tools: makeCameraTools({ cameras: registry, vision, decoder, onvif: deps.onvif, findUsb }) }
}

/** Has the vision process start anew once there is a decoder where it found none. Answers how to stop looking. */
export function awaitDecoder(vision: Pick<VisionClient, 'facts' | 'decoderChanged'>): () => void {
  const timer = setInterval(() => {
    if (vision.facts().ffmpeg === null) vision.decoderChanged()
  }, decoderEveryMs)
  return () => clearInterval(timer)
}
