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
import { visionUp } from './vision-ready'

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

/** A decoder may be installed, or taken away, while Muster runs: it is looked for so often, ms. */
const decoderEveryMs = 10_000

/** The cameras of a site, wired: their states to the board, the windows, the timelines and the outbox. */
export function wireCameras(deps: SiteCamerasDeps): SiteCameras {
  const { writer, reader, vision, decoder, board, push, trace, clock, log } = deps
  const news = new CameraNews({ cameras: () => registry, decoder, board, push, trace, now: clock.now })
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
  const tools = makeCameraTools({
    ...{ cameras: registry, vision, decoder, findUsb },
    up: () => visionUp(vision),
    onvif: deps.onvif
  })
  return { registry, news, tools }
}

/** Tells when the decoder is another than before, there again, or gone. Answers how to stop looking. */
export function awaitDecoder(decoder: Pick<DecoderChoice, 'locate'>, onChange: () => void): () => void {
  let before = decoder.locate()?.path
  const timer = setInterval(() => {
    const now = decoder.locate()?.path
    if (now === before) return
    before = now
    onChange()
  }, decoderEveryMs)
  return () => clearInterval(timer)
}
